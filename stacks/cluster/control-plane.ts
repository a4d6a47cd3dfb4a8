import type { Construct } from "constructs";
import { ControlPlane } from "../../modules/control-plane/control-plane.ts";
import { ClusterLogGroup } from "../../modules/control-plane/log-group.ts";
import { policy, trustService } from "../../modules/iam/policy.ts";
import { Role, type RoleRef } from "../../modules/iam/role.ts";
import type { Network } from "../../modules/network/network.ts";
import type { ClusterContext } from "./context.ts";
import type { Keys } from "./encryption.ts";

/** The control plane with its role and its log group, which must exist before EKS would make one without retention. */
export function addControlPlane(
  stack: Construct,
  context: ClusterContext,
  network: Network,
  keys: Keys,
): ControlPlane {
  const { spec, name } = context;
  const { clusterEndpoints, publicAccessCIDRs } = spec.vpc;
  const logTypes = spec.cloudWatch.clusterLogging.enableTypes;
  const logGroup =
    logTypes.length === 0
      ? undefined
      : new ClusterLogGroup(stack, "log_group", {
          clusterName: name,
          retentionInDays: spec.cloudWatch.clusterLogging.logRetentionInDays ?? 0,
          ...(keys.logs !== undefined && { kmsKeyArn: keys.logs }),
        }).resource;
  return new ControlPlane(stack, "cluster", {
    name,
    version: spec.metadata.version,
    role: clusterRole(stack, context, keys),
    subnets: controlPlaneSubnets(network, spec.eksplan.controlPlaneOnPublicSubnets),
    endpoint: {
      public: clusterEndpoints.publicAccess,
      private: clusterEndpoints.privateAccess,
      ...(clusterEndpoints.publicAccess &&
        publicAccessCIDRs !== undefined && { publicCidrs: publicAccessCIDRs }),
    },
    authenticationMode: spec.accessConfig.authenticationMode,
    creatorIsAdmin: spec.accessConfig.bootstrapClusterCreatorAdminPermissions,
    ...(spec.kubernetesNetworkConfig?.serviceIPv4CIDR !== undefined && {
      serviceIpv4Cidr: spec.kubernetesNetworkConfig.serviceIPv4CIDR,
    }),
    ...(keys.secrets !== undefined && { secretsKeyArn: keys.secrets }),
    logTypes,
    ...(spec.upgradePolicy?.supportType !== undefined && { supportType: spec.upgradePolicy.supportType }),
    ...(spec.zonalShiftConfig?.enabled !== undefined && { zonalShift: spec.zonalShiftConfig.enabled }),
    ...(spec.metadata.forceUpdateVersion !== undefined && {
      forceUpdateVersion: spec.metadata.forceUpdateVersion,
    }),
    preventDestroy: spec.eksplan.preventDestroy,
    after: logGroup === undefined ? [] : [logGroup],
  });
}

/** Interfaces of the control plane get subnets of their own where there is room, so that pods cannot use up theirs. */
function controlPlaneSubnets(network: Network, onPublicSubnets: boolean) {
  if (network.controlPlaneSubnets.length > 0) return network.controlPlaneSubnets;
  return onPublicSubnets ? [...network.publicSubnets, ...network.privateSubnets] : network.privateSubnets;
}

function clusterRole(stack: Construct, context: ClusterContext, keys: Keys): RoleRef {
  const { iam } = context.spec;
  if (iam.serviceRoleARN !== undefined) return { arn: iam.serviceRoleARN, permissions: [] };
  return new Role(stack, "cluster_role", {
    name: context.roleName("cluster"),
    trust: trustService({ service: "eks.amazonaws.com" }),
    managedPolicyArns: [
      context.managedPolicy("AmazonEKSClusterPolicy"),
      ...(iam.vpcResourceControllerPolicy ? [context.managedPolicy("AmazonEKSVPCResourceController")] : []),
    ],
    ...(keys.secrets !== undefined && {
      inlinePolicies: {
        "use-secrets-key": policy({
          Effect: "Allow",
          Action: ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"],
          Resource: keys.secrets,
        }),
      },
    }),
    ...(iam.serviceRolePermissionsBoundary !== undefined && {
      permissionsBoundary: iam.serviceRolePermissionsBoundary,
    }),
  });
}
