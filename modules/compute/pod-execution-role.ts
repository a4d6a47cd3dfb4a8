import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { arn } from "../aws/arn.ts";
import { servicePrincipal } from "../aws/partitions.ts";
import type { EksCluster } from "../control-plane/eks-cluster.ts";
import { trustService } from "../iam/policy.ts";
import { Role, type RoleRef, type RoleResources } from "../iam/role.ts";
import { roleName } from "../iam/role-name.ts";
import { awsEnvironment } from "../terraform/aws-environment.ts";
import { vacant } from "../terraform/fail.ts";
import type { Override } from "../terraform/overrides.ts";

export interface PodExecutionRoleProps {
  readonly cluster: EksCluster;
  /** @default - after cluster and region */
  readonly name?: string | undefined;
  /** ARN of a managed policy that limits the role. @default - no boundary */
  readonly permissionsBoundary?: string | undefined;
  /** Last word on the arguments of a resource. @default - arguments as computed */
  readonly override?: Override<RoleResources>;
}

/** The role with which Fargate pulls images and writes logs. @see https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html */
export class PodExecutionRole extends Construct implements RoleRef {
  readonly arn: string;
  readonly permissions: readonly ITerraformDependable[];
  readonly role: Role;

  constructor(scope: Construct, id: string, props: PodExecutionRoleProps) {
    super(vacant(scope, id), id);
    const { region, partition, accountId, managedPolicy } = awsEnvironment(this);
    const { name } = props.cluster;
    const profiles = arn({
      partition: partition.id,
      service: "eks",
      region,
      account: accountId,
      resource: `fargateprofile/${name}/*`,
    });
    this.role = new Role(this, "this", {
      name: props.name ?? roleName(name, region, "fargate"),
      trust: trustService({
        service: servicePrincipal("eks-fargate-pods", region),
        // Without it, Fargate could be made to use this role for another cluster ("confused deputy").
        condition: { ArnLike: { "aws:SourceArn": profiles } },
      }),
      managedPolicyArns: [managedPolicy("AmazonEKSFargatePodExecutionRolePolicy")],
      permissionsBoundary: props.permissionsBoundary,
      override: props.override,
    });
    this.arn = this.role.arn;
    this.permissions = this.role.permissions;
  }
}

/** The role of profiles that are given none: one for all of them, made below the cluster on first use. */
export function sharedPodExecutionRole(cluster: EksCluster): PodExecutionRole {
  const made = cluster.node.tryFindChild("fargate_role");
  return made === undefined
    ? new PodExecutionRole(cluster, "fargate_role", { cluster })
    : (made as PodExecutionRole);
}
