import type { Context } from "../../../core/call.ts";
import type { Cluster } from "../state.ts";

/** Endpoints without which a node in a subnet with no way out can't start. */
const neededEndpoints = ["ec2", "ecr.api", "ecr.dkr", "s3", "sts"];

/** Whether a machine in a subnet reaches the API server and the image registries: through a default route or VPC endpoints. */
export function hasWayOut(context: Context, cluster: Cluster, subnetId: string): boolean {
  const { Subnets } = context.invoke("ec2", "DescribeSubnets", { SubnetIds: [subnetId] });
  const [subnet] = Subnets ?? [];
  const vpcId = subnet?.VpcId ?? "";
  const routes = routesOf(context, vpcId, subnetId);
  const viaGateway = routes.some((route) => isDefault(route) && (route.GatewayId ?? "").startsWith("igw-"));
  const viaOther = routes.some(
    (route) =>
      isDefault(route) &&
      route.State !== "blackhole" &&
      (route.NatGatewayId ??
        route.TransitGatewayId ??
        route.NetworkInterfaceId ??
        route.VpcPeeringConnectionId) !== undefined,
  );
  const viaIpv6 = routes.some(
    (route) => route.DestinationIpv6CidrBlock === "::/0" && route.State !== "blackhole",
  );
  const hasPublicAddress = subnet?.MapPublicIpOnLaunch === true;
  if (
    viaOther ||
    (viaGateway && hasPublicAddress) ||
    (viaIpv6 && cluster.kubernetesNetworkConfig?.ipFamily === "ipv6")
  )
    return true;
  if (!cluster.resourcesVpcConfig.endpointPrivateAccess) return false;
  const { VpcEndpoints } = context.invoke("ec2", "DescribeVpcEndpoints", {
    Filters: [{ Name: "vpc-id", Values: [vpcId] }],
  });
  const services = (VpcEndpoints ?? []).map((endpoint) =>
    (endpoint.ServiceName ?? "").replace(/^(cn\.)?com\.amazonaws\.[^.]+\./, ""),
  );
  return neededEndpoints.every((service) => services.includes(service));
}

const isDefault = (route: { readonly DestinationCidrBlock?: string | undefined }) =>
  route.DestinationCidrBlock === "0.0.0.0/0";

/** A subnet without a table of its own has the VPC's main one. */
function routesOf(context: Context, vpcId: string, subnetId: string) {
  const { RouteTables } = context.invoke("ec2", "DescribeRouteTables", {
    Filters: [{ Name: "vpc-id", Values: [vpcId] }],
  });
  const tables = RouteTables ?? [];
  const own = tables.find((table) =>
    (table.Associations ?? []).some((association) => association.SubnetId === subnetId),
  );
  const main = tables.find((table) =>
    (table.Associations ?? []).some((association) => association.Main === true),
  );
  return (own ?? main)?.Routes ?? [];
}

/** Public means a default route to an internet gateway. */
export function isPublicSubnet(context: Context, subnetId: string): boolean {
  const { Subnets } = context.invoke("ec2", "DescribeSubnets", { SubnetIds: [subnetId] });
  return routesOf(context, Subnets?.[0]?.VpcId ?? "", subnetId).some(
    (route) => isDefault(route) && (route.GatewayId ?? "").startsWith("igw-"),
  );
}
