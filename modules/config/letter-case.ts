import type * as z from "zod";
import { familyNames } from "./facts/families.ts";
import { IdentityProvider } from "./schema/access.ts";
import { Subnet } from "./schema/network.ts";
import type { Source } from "./yaml/places.ts";

const FAMILIES: ReadonlyMap<string, string> = new Map(
  familyNames().map((name) => [name.toLowerCase(), name]),
);

/**
 * eksctl reads two kinds of block with a parser that knows no letter case: `issuerUrl` is as good as `issuerURL` there,
 * and existing files say so. Nor does it know one in the names of operating systems. Both get the spelling of the format.
 */
export function forgiveLetterCase(source: Source) {
  const groups = source.value as
    | { readonly nodeGroups?: unknown; readonly managedNodeGroups?: unknown }
    | undefined;
  for (const list of [groups?.nodeGroups, groups?.managedNodeGroups]) {
    for (const group of Array.isArray(list) ? list.filter(isMap) : []) {
      const family = group["amiFamily"];
      if (typeof family === "string") group["amiFamily"] = FAMILIES.get(family.toLowerCase()) ?? family;
    }
  }
  const top = source.value as {
    readonly identityProviders?: unknown;
    readonly vpc?: { readonly subnets?: unknown };
  };
  const providers = top?.identityProviders;
  for (const provider of Array.isArray(providers) ? providers : [])
    respell(provider, IdentityProvider, source);
  for (const tier of valuesOf(top?.vpc?.subnets)) {
    for (const subnet of valuesOf(tier)) respell(subnet, Subnet, source);
  }
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const valuesOf = (value: unknown): readonly unknown[] => (isMap(value) ? Object.values(value) : []);

function respell(block: unknown, schema: z.ZodObject, source: Source) {
  if (!isMap(block)) return;
  const { keys, values } = source.places.get(block) ?? {};
  for (const key of Object.keys(block)) {
    const known = Object.keys(schema.shape).find((each) => each.toLowerCase() === key.toLowerCase());
    if (known === undefined || known === key || known in block) continue;
    block[known] = block[key];
    delete block[key];
    for (const offsets of [keys, values] as readonly unknown[]) {
      if (!(offsets instanceof Map)) continue;
      offsets.set(known, offsets.get(key));
      offsets.delete(key);
    }
  }
}
