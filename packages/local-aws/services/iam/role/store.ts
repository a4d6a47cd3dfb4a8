import type { Context } from "../../../core/call.ts";
import { collection } from "../../../core/collection.ts";
import type { Role } from "../../../models/types/iam.d.ts";
import { noSuchEntity } from "../names.ts";
import type { Tag } from "../tag.ts";

export interface StoredRole extends Omit<Role, "Tags" | "AssumeRolePolicyDocument" | "PermissionsBoundary"> {
  readonly trust: string;
  /** When the trust policy last changed. */
  readonly trustChangedAt: number;
  readonly boundaryArn?: string;
  readonly tags: readonly Tag[];
  /** ARNs, in the order in which they were attached. */
  readonly attached: readonly string[];
  /** Documents of inline policies by name. */
  readonly inline: Readonly<Record<string, string>>;
  /** Made by a service for itself: it is nobody's to clean up. */
  readonly byService?: boolean;
}

/** By name in lower case. */
export const roles = collection<StoredRole>("iam/roles", "account", ({ RoleName, Arn, byService }) =>
  byService === true ? undefined : { id: RoleName, arn: Arn },
);

export function findRole(context: Context, name: string): StoredRole {
  const role = context.use(roles).get(name.toLowerCase());
  if (role === undefined) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

export const patchRole = (context: Context, name: string, change: Partial<StoredRole>): StoredRole =>
  context.use(roles).patch(name.toLowerCase(), change);

/** A role as the API shows it. Lists leave out tags and boundary. */
export function showRole(role: StoredRole, inList = false): Role {
  const { Path, RoleName, RoleId, Arn, CreateDate, Description, MaxSessionDuration } = role;
  return {
    Path,
    RoleName,
    RoleId,
    Arn,
    CreateDate,
    MaxSessionDuration,
    AssumeRolePolicyDocument: encodeURIComponent(role.trust),
    ...(Description !== undefined && Description !== "" && { Description }),
    ...(!inList && {
      Tags: role.tags,
      RoleLastUsed: {},
      ...(role.boundaryArn !== undefined && {
        PermissionsBoundary: {
          PermissionsBoundaryType: "PermissionsBoundaryPolicy" as never,
          PermissionsBoundaryArn: role.boundaryArn,
        },
      }),
    }),
  };
}
