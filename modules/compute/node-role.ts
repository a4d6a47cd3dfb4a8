import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { servicePrincipal } from "../aws/partitions.ts";
import type { EksCluster } from "../control-plane/eks-cluster.ts";
import { policiesOf } from "../iam/permissions.ts";
import { trustService } from "../iam/policy.ts";
import { Role, type RoleRef, type RoleResources } from "../iam/role.ts";
import { roleName } from "../iam/role-name.ts";
import type { PermissionsSpec } from "../spec/permissions.ts";
import { awsEnvironment } from "../terraform/aws-environment.ts";
import { vacant } from "../terraform/fail.ts";
import type { Override } from "../terraform/overrides.ts";
import { nodePolicies } from "./node-policies.ts";

export interface NodeRoleProps {
  readonly cluster: EksCluster;
  /** @default - after cluster, region and `purpose` */
  readonly name?: string | undefined;
  /** What the name says after cluster and region. @default "node" */
  readonly purpose?: string;
  /** Replaces the default ones. @default - what nodes need to join, pull images and be reached by Systems Manager */
  readonly permissions?: Partial<PermissionsSpec> | undefined;
  /** Lets the CNI work with this role, because it has none of its own. @default true */
  readonly cniPolicy?: boolean;
  /** ARNs of managed policies that Terraform makes, by the name in which each address ends. @default {} */
  readonly policyArns?: Readonly<Record<string, string>> | undefined;
  /** ARN of a managed policy that limits the role. @default - no boundary */
  readonly permissionsBoundary?: string | undefined;
  /** Last word on the arguments of a resource. @default - arguments as computed */
  readonly override?: Override<RoleResources>;
}

/** The role of nodes. Every pod that reaches the metadata service has it too. @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html */
export class NodeRole extends Construct implements RoleRef {
  readonly arn: string;
  readonly permissions: readonly ITerraformDependable[];
  readonly role: Role;

  constructor(scope: Construct, id: string, props: NodeRoleProps) {
    super(vacant(scope, id), id);
    const environment = awsEnvironment(this);
    const { cluster, purpose = "node" } = props;
    this.role = new Role(this, "this", {
      name: props.name ?? roleName(cluster.name, environment.region, purpose),
      trust: trustService({ service: servicePrincipal("ec2", environment.region) }),
      ...policiesOf(
        props.permissions ?? { awsManagedPolicies: nodePolicies({ cni: props.cniPolicy ?? true }) },
        environment,
      ),
      policyArns: props.policyArns,
      permissionsBoundary: props.permissionsBoundary,
      override: props.override,
    });
    this.arn = this.role.arn;
    this.permissions = this.role.permissions;
  }
}

/** The role of groups that are given none: one for all of them, made below the cluster on first use. */
export function sharedNodeRole(cluster: EksCluster): NodeRole {
  const made = cluster.node.tryFindChild("node_role");
  return made === undefined ? new NodeRole(cluster, "node_role", { cluster }) : (made as NodeRole);
}
