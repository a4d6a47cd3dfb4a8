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

/**
 * The role of each node group. Groups that say nothing about IAM share one role, because a role of each group's own
 * would grant the same and make the plan of many groups slow; a group with settings of its own gets its own role.
 */
export class NodeRoles {
  readonly #stack: Construct;
  readonly #context: ClusterContext;
  #shared: Role | undefined;
  readonly #own: Role[] = [];

  constructor(stack: Construct, context: ClusterContext) {
    this.#stack = stack;
    this.#context = context;
  }

  for(group: ManagedNodeGroupSpec): RoleRef {
    const { iam } = group;
    if (iam.instanceRoleARN !== undefined) return { arn: iam.instanceRoleARN, permissions: [] };
    const { attachPolicyARNs, instanceRoleName, instanceRolePermissionsBoundary } = iam;
    if (attachPolicyARNs ?? instanceRoleName ?? instanceRolePermissionsBoundary) {
      const role = this.#create(`node_role_${group.name}`, instanceRoleName ?? this.#context.roleName(`node-${group.name}`), iam);
      this.#own.push(role);
      return role;
    }
    this.#shared ??= this.#create("node_role", this.#context.roleName("node"), {});
    return this.#shared;
  }

  #create(
    id: string,
    name: string,
    iam: Pick<ManagedNodeGroupSpec["iam"], "attachPolicyARNs" | "instanceRolePermissionsBoundary">,
  ): Role {
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
