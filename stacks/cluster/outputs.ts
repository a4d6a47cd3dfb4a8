import type { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { ControlPlane } from "../../modules/control-plane/control-plane.ts";
import type { Network } from "../../modules/network/network.ts";
import type { ClusterContext } from "./context.ts";

/** What people and other programs read with `terraform output`. Nothing secret is among it. */
export function addOutputs(
  stack: Construct,
  { region }: ClusterContext,
  cluster: ControlPlane,
  network: Network,
  nodeGroups: readonly EksNodeGroup[],
): void {
  const output = (name: string, description: string, value: unknown) =>
    new TerraformOutput(stack, name, { value, description, staticId: true });
  output("cluster_name", "Name of the cluster", cluster.name);
  output("cluster_arn", "ARN of the cluster", cluster.arn);
  output("cluster_endpoint", "URL of the Kubernetes API", cluster.endpoint);
  output("cluster_oidc_issuer", "OpenID Connect issuer of the cluster's service accounts", cluster.issuer);
  output("cluster_security_group_id", "Security group of control plane and nodes", cluster.securityGroupId);
  output("region", "AWS region", region);
  output("vpc_id", "VPC of the cluster", network.vpc.id);
  output(
    "private_subnet_ids",
    "Private subnets",
    network.privateSubnets.map(({ id }) => id),
  );
  output(
    "public_subnet_ids",
    "Public subnets",
    network.publicSubnets.map(({ id }) => id),
  );
  output(
    "node_group_names",
    "Names of the managed node groups, as EKS has them",
    nodeGroups.map((group) => group.nodeGroupName),
  );
}
