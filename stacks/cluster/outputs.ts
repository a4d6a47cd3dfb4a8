import { TerraformOutput } from "cdktf";
import type { ManagedNodeGroup } from "../../modules/compute/managed-node-group.ts";
import type { Parts } from "./parts.ts";

/** What people and other programs read with `terraform output`. Nothing secret is among it. */
export function addOutputs(
  { stack, cluster, network }: Parts,
  nodeGroups: readonly ManagedNodeGroup[],
): void {
  const output = (name: string, description: string, value: unknown) =>
    new TerraformOutput(stack, name, { value, description, staticId: true });
  const subnetIds = (tier: "private" | "public") => network.subnets(tier).map(({ id }) => id);
  output("cluster_name", "Name of the cluster", cluster.resource.name);
  output("cluster_arn", "ARN of the cluster", cluster.arn);
  output("cluster_endpoint", "URL of the Kubernetes API", cluster.endpoint);
  output("cluster_oidc_issuer", "OpenID Connect issuer of the cluster's service accounts", cluster.issuer);
  output("cluster_security_group_id", "Security group of control plane and nodes", cluster.securityGroupId);
  output("region", "AWS region", cluster.region);
  output(
    "configure_kubectl",
    "Gives kubectl the cluster; add --profile and --role-arn if you deploy with them",
    `aws eks update-kubeconfig --name ${cluster.name} --region ${cluster.region}`,
  );
  output("vpc_id", "VPC of the cluster", network.vpcId);
  output("private_subnet_ids", "Private subnets", subnetIds("private"));
  output("public_subnet_ids", "Public subnets", subnetIds("public"));
  output(
    "node_group_names",
    "Names of the managed node groups, as EKS has them",
    nodeGroups.map(({ resource }) => resource.nodeGroupName),
  );
}
