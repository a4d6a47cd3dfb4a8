import type { Context } from "../../../core/call.ts";
import { collection } from "../../../core/collection.ts";
import type { InstanceProfile } from "../../../models/types/iam.d.ts";
import { noSuchEntity } from "../names.ts";
import { roles, showRole } from "../role/store.ts";
import type { Tag } from "../tag.ts";

export interface StoredInstanceProfile {
  readonly InstanceProfileName: string;
  readonly InstanceProfileId: string;
  readonly Arn: string;
  readonly Path: string;
  readonly CreateDate: number;
  /** Name of its role: it has at most one. */
  readonly role?: string;
  readonly tags: readonly Tag[];
}

/** By name in lower case. */
export const instanceProfiles = collection<StoredInstanceProfile>(
  "iam/instance-profiles",
  "account",
  ({ InstanceProfileName, Arn }) => ({
    id: InstanceProfileName,
    arn: Arn,
  }),
);

export function findInstanceProfile(context: Context, name: string): StoredInstanceProfile {
  const profile = context.use(instanceProfiles).get(name.toLowerCase());
  if (profile === undefined) throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
  return profile;
}

export function showInstanceProfile(
  context: Context,
  { role: name, tags, ...profile }: StoredInstanceProfile,
): InstanceProfile {
  const role = name === undefined ? undefined : context.use(roles).get(name.toLowerCase());
  return { ...profile, Roles: role === undefined ? [] : [showRole(role)], Tags: tags };
}
