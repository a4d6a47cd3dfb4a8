import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import type { VpcEndpoint } from "../../../models/types/ec2.d.ts";
import { find } from "../kind.ts";
import { routeTables } from "../route-table/kind.ts";
import { destinationOf, routesOf } from "../route-table/routes.ts";
import type { StoredVpc } from "../vpc/kind.ts";
import { type StoredVpcEndpoint, vpcEndpoints } from "./kind.ts";
import { type EndpointService, endpointServices, prefixListOf } from "./services.ts";

/** The policy of an endpoint that is given none. */
export const ALLOW_ALL = JSON.stringify({
  Statement: [{ Action: "*", Effect: "Allow", Principal: "*", Resource: "*" }],
});

/** Route tables that a gateway endpoint may be put into: none may lead to the same service already. */
export function checkRouteTables(
  context: Context,
  vpcId: string,
  serviceName: string,
  ids: readonly string[],
): void {
  const prefixList = prefixListOf(context, serviceName)?.id ?? "";
  for (const id of ids) {
    const table = find(context, routeTables, id);
    if (table.VpcId !== vpcId)
      throw new AwsError("InvalidParameter", `Route table ${id} does not belong to VPC ${vpcId}`);
    if (routesOf(context, table).some((route) => destinationOf(route) === prefixList)) {
      throw new AwsError(
        "RouteAlreadyExists",
        `route table ${id} already has a route with destination-prefix-list-id ${prefixList}`,
      );
    }
  }
}

export function checkPolicy(document: string): string {
  try {
    JSON.parse(document);
    return document;
  } catch {
    throw new AwsError("InvalidPolicyDocument", "Policy document is not valid JSON");
  }
}

/** Names in a VPC can lead to one endpoint only. */
export function checkPrivateDns(context: Context, vpc: StoredVpc, serviceName: string, own?: string): void {
  if (!vpc.attributes.EnableDnsHostnames || !vpc.attributes.EnableDnsSupport) {
    throw new AwsError(
      "InvalidParameter",
      `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpc.VpcId}`,
    );
  }
  const other = context
    .use(vpcEndpoints.collection)
    .list()
    .some(
      (one) =>
        one.VpcId === vpc.VpcId &&
        one.ServiceName === serviceName &&
        one.PrivateDnsEnabled === true &&
        one.VpcEndpointId !== own,
    );
  if (other) {
    const name = endpointServices(context).find(
      (service) => service.name === serviceName && service.type === "Interface",
    )?.privateDnsName;
    throw new AwsError(
      "InvalidParameter",
      `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${name} in the VPC ${vpc.VpcId}`,
    );
  }
}

export function dnsEntries(
  context: Context,
  endpoint: StoredVpcEndpoint,
  service: EndpointService,
): NonNullable<VpcEndpoint["DnsEntries"]> {
  const last = service.name.split(".").slice(3).join(".");
  const base = `${endpoint.VpcEndpointId}-${endpoint.VpcEndpointId.slice(-8)}.${last}.${context.region}.vpce.amazonaws.com`;
  const zone = "Z1HUB23UULQXV";
  const own =
    endpoint.PrivateDnsEnabled === true && service.privateDnsName !== undefined
      ? [service.privateDnsName]
      : [];
  return [base, ...own].map((DnsName, index) => ({
    DnsName,
    HostedZoneId: index === 0 ? zone : `Z0${endpoint.VpcEndpointId.slice(-12).toUpperCase()}`,
  }));
}
