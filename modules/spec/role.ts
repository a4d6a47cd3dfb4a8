import type { PermissionsSpec } from "./permissions.ts";

/** A role that exists. */
export interface GivenRoleSpec {
  readonly kind: "given";
  readonly arn: string;
}

/** A role that is made with the cluster. */
export interface CreatedRoleSpec {
  readonly kind: "created";
  /** Absent: named after cluster, region and purpose. */
  readonly name?: string;
  /** ARN of the managed policy that limits the role. */
  readonly permissionsBoundary?: string;
}

export type RoleSpec = GivenRoleSpec | CreatedRoleSpec;

/** A role whose permissions the file chooses. */
export type GrantedRoleSpec = GivenRoleSpec | (CreatedRoleSpec & { readonly permissions: PermissionsSpec });
