import type { EksFargateProfile } from "@cdktf/provider-aws/lib/eks-fargate-profile";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { FargateProfile } from "../../modules/compute/fargate-profile.ts";
import type { ControlPlane } from "../../modules/control-plane/control-plane.ts";
import { trustService } from "../../modules/iam/policy.ts";
import { Role, type RoleRef } from "../../modules/iam/role.ts";
import type { Network } from "../../modules/network/network.ts";
import type { ClusterContext } from "./context.ts";

/** The Fargate profiles of the file in alphabetical order, each after the one before: EKS takes one at a time. */
export function addFargateProfiles(
  stack: Construct,
  context: ClusterContext,
  cluster: ControlPlane,
  network: Network,
  after: readonly ITerraformDependable[],
): readonly EksFargateProfile[] {
  const profiles = context.spec.fargateProfiles ?? [];
  if (profiles.length === 0) return [];
  const role = profiles.every(({ podExecutionRoleARN }) => podExecutionRoleARN !== undefined)
    ? undefined
    : podExecutionRole(stack, context);
  const chain: EksFargateProfile[] = [];
  // Sorted, so that the order of the file is no part of the graph.
  for (const profile of [...profiles].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const previous = chain.at(-1);
    const { resource } = new FargateProfile(stack, `fargate_profile_${profile.name}`, {
      clusterName: cluster.name,
      name: profile.name,
      podExecutionRoleArn: profile.podExecutionRoleARN ?? role!.arn,
      subnetIds: profile.subnets ?? network.privateSubnets.map((subnet) => subnet.id),
      selectors: profile.selectors.map(({ namespace, labels }) => ({
        namespace,
        ...(labels !== undefined && { labels }),
      })),
      ...(profile.tags !== undefined && { tags: profile.tags }),
      after: previous === undefined ? [...after, ...(role?.permissions ?? [])] : [previous],
    });
    chain.push(resource);
  }
  return chain;
}

/** @see https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html */
function podExecutionRole(stack: Construct, context: ClusterContext): RoleRef {
  const { spec, name, region, partition, accountId } = context;
  if (spec.iam.fargatePodExecutionRoleARN !== undefined) {
    return { arn: spec.iam.fargatePodExecutionRoleARN, permissions: [] };
  }
  return new Role(stack, "fargate_role", {
    name: context.roleName("fargate"),
    trust: trustService({
      service: "eks-fargate-pods.amazonaws.com",
      // Without it, Fargate could be made to use this role for another cluster ("confused deputy").
      condition: {
        ArnLike: {
          "aws:SourceArn": `arn:${partition.id}:eks:${region}:${accountId}:fargateprofile/${name}/*`,
        },
      },
    }),
    managedPolicyArns: [context.managedPolicy("AmazonEKSFargatePodExecutionRolePolicy")],
    ...(spec.iam.fargatePodExecutionRolePermissionsBoundary !== undefined && {
      permissionsBoundary: spec.iam.fargatePodExecutionRolePermissionsBoundary,
    }),
  });
}
