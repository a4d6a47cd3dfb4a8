import { AwsError } from "../../../core/errors.ts";
import { type Filters, matcher } from "../filters.ts";
import { ec2 } from "../operation.ts";
import { availabilityZonesOf } from "../zones/regions.ts";
import { endpointServices } from "./services.ts";

const filters: Filters<object> = {
  owner: "Owner",
  "service-name": "ServiceName",
  "service-region": "ServiceRegion",
  "service-type": "ServiceType.ServiceType",
  "supported-ip-address-types": "SupportedIpAddressTypes",
};

export const describeVpcEndpointServices = ec2("DescribeVpcEndpointServices", (call) => {
  const { ServiceNames: names = [], Filters: wanted } = call.input;
  const zones = availabilityZonesOf(call.account, call.region);
  const all = endpointServices(call).map(({ name, type, privateDnsName }) => ({
    ServiceName: name,
    ServiceId: `vpce-svc-${Buffer.from(`${name}/${type}`).toString("hex").slice(-17)}`,
    ServiceType: [{ ServiceType: type }] as const,
    ServiceRegion: call.region,
    AvailabilityZones: zones.map((zone) => zone.name),
    AvailabilityZoneIds: zones.map((zone) => zone.id),
    Owner: "amazon" as const,
    BaseEndpointDnsNames: [
      type === "Gateway"
        ? `${name.split(".").at(-1)}.${call.region}.amazonaws.com`
        : `${name.split(".").slice(3).join(".")}.${call.region}.vpce.amazonaws.com`,
    ],
    ...(privateDnsName !== undefined && {
      PrivateDnsName: privateDnsName,
      PrivateDnsNames: [{ PrivateDnsName: privateDnsName }],
      PrivateDnsNameVerificationState: "verified" as const,
    }),
    VpcEndpointPolicySupported: true,
    AcceptanceRequired: false,
    ManagesVpcEndpoints: false,
    SupportedIpAddressTypes: type === "Gateway" ? (["ipv4"] as const) : (["ipv4", "ipv6"] as const),
    Tags: [],
  }));
  const unknown = names.find((name) => !all.some((service) => service.ServiceName === name));
  if (unknown !== undefined)
    throw new AwsError("InvalidServiceName", `The Vpc Endpoint Service '${unknown}' does not exist`);
  const test = matcher(
    call,
    "DescribeVpcEndpointServices",
    filters,
    ({ ServiceName }: { ServiceName: string }) => ServiceName,
    wanted,
  );
  const found = all.filter(
    (service) => (names.length === 0 || names.includes(service.ServiceName)) && test(service),
  );
  return { ServiceNames: [...new Set(found.map(({ ServiceName }) => ServiceName))], ServiceDetails: found };
});
