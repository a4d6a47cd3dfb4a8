import type { Construct } from "constructs";
import { servicePrincipal } from "../aws/partitions.ts";
import { policy, trustService } from "../iam/policy.ts";
import { Role, type RoleRef } from "../iam/role.ts";
import { roleName } from "../iam/role-name.ts";
import { awsEnvironment } from "../terraform/aws-environment.ts";
import type { EksClusterProps, EksClusterResources } from "./eks-cluster-props.ts";

/** The role that a cluster works with, made below it unless one is given. */
export function clusterRole(
  cluster: Construct,
  props: EksClusterProps,
  override: () => Partial<EksClusterResources["role"]>,
): RoleRef {
  if (props.role !== undefined) return props.role;
  const { region, managedPolicy } = awsEnvironment(cluster);
  return new Role(cluster, "role", {
    name: roleName(props.name, region, "cluster"),
    trust: trustService({ service: servicePrincipal("eks", region) }),
    managedPolicyArns: [
      managedPolicy("AmazonEKSClusterPolicy"),
      ...(props.vpcResourceController === true ? [managedPolicy("AmazonEKSVPCResourceController")] : []),
    ],
    inlinePolicies:
      props.secretsKeyArn === undefined ? {} : { "use-secrets-key": useKey(props.secretsKeyArn) },
    permissionsBoundary: props.permissionsBoundary,
    override: { role: override() },
  });
}

const useKey = (arn: string): string =>
  policy({
    Effect: "Allow",
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"],
    Resource: arn,
  });
