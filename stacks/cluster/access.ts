import { AccessEntry } from "../../modules/access/access-entry.ts";
import { arnKeys } from "../../modules/aws/arn-keys.ts";
import type { Parts } from "./parts.ts";

/** The access entries. */
export function addAccess({ stack, spec, cluster }: Parts): readonly AccessEntry[] {
  const { entries } = spec.access;
  const keys = arnKeys(entries.map(({ principalArn }) => principalArn));
  return entries.map(
    (entry, index) => new AccessEntry(stack, `access_${keys[index]}`, { cluster, ...entry }),
  );
}
