import { ManagedNodeGroup } from "../../modules/compute/managed-node-group.ts";
import { NodeRole } from "../../modules/compute/node-role.ts";
import { givenRole, type RoleRef } from "../../modules/iam/role.ts";
import type { NodeGroupSpec } from "../../modules/spec/node-group.ts";
import type { Parts } from "./parts.ts";

/** The node groups with their roles. */
export function addNodeGroups(parts: Parts): readonly ManagedNodeGroup[] {
  const { stack, spec, cluster } = parts;
  let shared: RoleRef | undefined;
  const sharedRole = () => {
    shared ??= new NodeRole(stack, "node_role", { cluster, cniPolicy: spec.cniOnNodeRole });
    return shared;
  };
  return spec.nodeGroups.map(
    ({ kind: _, ...group }) =>
      new ManagedNodeGroup(stack, `node_group_${group.name}`, {
        cluster,
        ...group,
        role: nodeRole(parts, group, sharedRole),
        instanceTags: spec.tags,
      }),
  );
}

function nodeRole(
  { stack, spec, cluster }: Parts,
  { name, role }: Pick<NodeGroupSpec, "name" | "role">,
  sharedRole: () => RoleRef,
): RoleRef {
  switch (role.kind) {
    case "shared":
      return sharedRole();
    case "given":
      return givenRole(role.arn);
    case "own":
      return new NodeRole(stack, `node_role_${name}`, {
        cluster,
        name: role.name,
        purpose: `node-${name}`,
        permissions: role.permissions,
        permissionsBoundary: role.permissionsBoundary,
        cniPolicy: spec.cniOnNodeRole,
      });
  }
}
