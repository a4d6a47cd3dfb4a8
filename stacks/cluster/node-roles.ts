import type { Construct } from "constructs";
import type { ManagedNodeGroupSpec } from "../../modules/config/spec.ts";
import { trustService } from "../../modules/iam/policy.ts";
import { Role, type RoleRef } from "../../modules/iam/role.ts";
import type { ClusterContext } from "./context.ts";

/** Policies of a node role of which the file says nothing. Registry access is read-only and by pull alone. */
const DEFAULT_POLICIES = [
  "AmazonEKSWorkerNodePolicy",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonSSMManagedInstanceCore",
] as const;

type RoleSettings = Pick<ManagedNodeGroupSpec["iam"], "attachPolicyARNs" | "instanceRolePermissionsBoundary">;

/**
 * The role of each node group. Groups that say nothing about IAM share one role, because a role of each group's own
 * would grant the same and make the plan of many groups slow; a group with settings of its own gets its own role.
 */
export class NodeRoles {
  readonly #stack: Construct;
  readonly #context: ClusterContext;
  readonly #byId = new Map<string, Role>();

  constructor(stack: Construct, context: ClusterContext) {
    this.#stack = stack;
    this.#context = context;
  }

  for(group: ManagedNodeGroupSpec): RoleRef {
    const { iam } = group;
    if (iam.instanceRoleARN !== undefined) return { arn: iam.instanceRoleARN, permissions: [] };
    const { attachPolicyARNs, instanceRoleName, instanceRolePermissionsBoundary } = iam;
    return (attachPolicyARNs ?? instanceRoleName ?? instanceRolePermissionsBoundary)
      ? this.#role(
          `node_role_${group.name}`,
          instanceRoleName ?? this.#context.roleName(`node-${group.name}`),
          iam,
        )
      : this.#role("node_role", this.#context.roleName("node"), {});
  }

  /** What must exist before any of these groups can work. */
  permissions(groups: readonly ManagedNodeGroupSpec[]): RoleRef["permissions"] {
    return [...new Set(groups.flatMap((group) => this.for(group).permissions))];
  }

  #role(id: string, name: string, iam: RoleSettings): Role {
    const known = this.#byId.get(id);
    if (known !== undefined) return known;
    const role = this.#create(id, name, iam);
    this.#byId.set(id, role);
    return role;
  }

  #create(id: string, name: string, iam: RoleSettings): Role {
    const { partition, managedPolicy, spec } = this.#context;
    const defaults = DEFAULT_POLICIES.map(managedPolicy);
    return new Role(this.#stack, id, {
      name,
      trust: trustService({ service: partition.ec2ServicePrincipal }),
      managedPolicyArns: iam.attachPolicyARNs ?? [
        ...defaults,
        // Without credentials of its own (IRSA or pod identity), the CNI works with the node's.
        ...(spec.eksplan.cniOnNodeRole ? [managedPolicy("AmazonEKS_CNI_Policy")] : []),
      ],
      ...(iam.instanceRolePermissionsBoundary !== undefined && {
        permissionsBoundary: iam.instanceRolePermissionsBoundary,
      }),
    });
  }
}
