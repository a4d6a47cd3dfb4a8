import { Token } from "cdktf";
import type { Construct } from "constructs";
import { servicePrincipal } from "../aws/partitions.ts";
import { policy, trustService } from "../iam/policy.ts";
import { Role, type RoleRef } from "../iam/role.ts";
import { roleName } from "../iam/role-name.ts";
import { awsEnvironment } from "../terraform/aws-environment.ts";
import type { EksClusterProps, EksClusterResources } from "./eks-cluster-props.ts";
import type { RoleIdentity } from "./guards.ts";

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

/** Path and name of a role that is made here, where both are plain text. */
export function roleIdentity(role: RoleRef): RoleIdentity | undefined {
  if (!(role instanceof Role)) return undefined;
  const { nameInput: name, pathInput: path = "/" } = role.resource;
  return name === undefined || Token.isUnresolved(name) || Token.isUnresolved(path)
    ? undefined
    : { path, name };
}

const useKey = (arn: string): string =>
  policy({
    Effect: "Allow",
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"],
    Resource: arn,
  });
