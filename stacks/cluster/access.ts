import { AccessEntry } from "../../modules/access/access-entry.ts";
import { principalKeys } from "../../modules/access/principal-key.ts";
import type { Parts } from "./parts.ts";

/** The access entries. */
export function addAccess({ stack, spec, cluster }: Parts): readonly AccessEntry[] {
  const { entries } = spec.access;
  const keys = principalKeys(entries.map(({ principalArn }) => principalArn));
  return entries.map(
    (entry, index) => new AccessEntry(stack, `access_${keys[index]}`, { cluster, ...entry }),
  );
}
