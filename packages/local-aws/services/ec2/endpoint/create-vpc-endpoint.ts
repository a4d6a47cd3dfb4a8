import type { Call } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import { AwsError, NotImplemented } from "../../../core/errors.ts";
import type { CreateVpcEndpointRequest } from "../../../models/types/ec2.d.ts";
import { create, find, newId, show } from "../kind.ts";
import { LIMITS, limit } from "../limits.ts";
import { groupsFor } from "../network-interface/new-network-interface.ts";
import { ec2 } from "../operation.ts";
import { specifiedTags } from "../tags/check.ts";
import { type StoredVpc, vpcs } from "../vpc/kind.ts";
import { ALLOW_ALL, checkPolicy, checkPrivateDns, checkRouteTables, dnsEntries } from "./checks.ts";
import { addInterfaces } from "./interfaces.ts";
import { type StoredVpcEndpoint, vpcEndpoints } from "./kind.ts";
import { vpcEndpointReady } from "./lifecycle.ts";
import { type EndpointService, endpointServices } from "./services.ts";

type Request = Call<CreateVpcEndpointRequest>;

function gatewayPart(call: Request, serviceName: string): Partial<StoredVpcEndpoint> {
  const {
    RouteTableIds: tables = [],
    SubnetIds: subnetIds = [],
    SecurityGroupIds: groupIds = [],
    PrivateDnsEnabled: privateDns,
  } = call.input;
  if (subnetIds.length > 0 || groupIds.length > 0 || privateDns === true) {
    throw new AwsError(
      "InvalidParameter",
      "Subnets, security groups and private DNS are for interface endpoints only",
    );
  }
  checkRouteTables(call, call.input.VpcId, serviceName, tables);
  return {
    RouteTableIds: tables,
    SubnetIds: [],
    Groups: [],
    NetworkInterfaceIds: [],
    DnsEntries: [],
    IpAddressType: "ipv4",
    PrivateDnsEnabled: false,
  };
}

function interfacePart(
  call: Request,
  endpoint: StoredVpcEndpoint,
  service: EndpointService,
  vpc: StoredVpc,
): Partial<StoredVpcEndpoint> {
  const {
    SubnetIds: subnetIds = [],
    SecurityGroupIds: groupIds,
    IpAddressType: family = "ipv4",
    DnsOptions: dns,
  } = call.input;
  const privateDns = call.input.PrivateDnsEnabled ?? true;
  if (privateDns) checkPrivateDns(call, vpc, service.name);
  const groups = groupsFor(call, vpc.VpcId, groupIds);
  const whole: StoredVpcEndpoint = { ...endpoint, IpAddressType: family, PrivateDnsEnabled: privateDns };
  const ports = addInterfaces(
    call,
    whole,
    subnetIds,
    groups.map(({ GroupId }) => GroupId),
  );
  return {
    IpAddressType: family,
    PrivateDnsEnabled: privateDns,
    RouteTableIds: [],
    SubnetIds: subnetIds,
    Groups: groups,
    NetworkInterfaceIds: ports,
    DnsEntries: dnsEntries(call, whole, service),
    DnsOptions: {
      DnsRecordIpType: dns?.DnsRecordIpType ?? (family === "dualstack" ? "dualstack" : family),
      ...(dns?.PrivateDnsOnlyForInboundResolverEndpoint !== undefined && {
        PrivateDnsOnlyForInboundResolverEndpoint: dns.PrivateDnsOnlyForInboundResolverEndpoint,
      }),
    },
  };
}

export const createVpcEndpoint = ec2("CreateVpcEndpoint", (call) => {
  const {
    VpcId: vpcId,
    ServiceName: name,
    VpcEndpointType: type = "Gateway",
    ServiceRegion: serviceRegion,
  } = call.input;
  const vpc = find(call, vpcs, vpcId);
  if (name === undefined)
    throw new AwsError("MissingParameter", "The request must contain the parameter ServiceName");
  if (serviceRegion !== undefined && serviceRegion !== call.region)
    throw new NotImplemented("EC2 CreateVpcEndpoint: a service of another region");
  if (type !== "Gateway" && type !== "Interface")
    throw new NotImplemented(`EC2 CreateVpcEndpoint: type "${type}"`);
  const service = endpointServices(call).find((one) => one.name === name && one.type === type);
  if (service === undefined)
    throw new AwsError("InvalidServiceName", `The Vpc Endpoint Service '${name}' does not exist`);
  limit(
    call
      .use(vpcEndpoints.collection)
      .list()
      .filter((one) => one.VpcId === vpcId).length,
    LIMITS.endpointsPerVpc,
    "VpcEndpointLimitExceeded",
    "The maximum number of VPC endpoints has been reached.",
  );
  const policy = call.input.PolicyDocument;
  const endpoint: StoredVpcEndpoint = {
    VpcEndpointId: newId(call, vpcEndpoints),
    VpcEndpointType: type,
    VpcId: vpcId,
    ServiceName: name,
    State: type === "Gateway" ? "available" : "pending",
    PolicyDocument: policy === undefined ? ALLOW_ALL : checkPolicy(policy),
    RequesterManaged: false,
    CreationTimestamp: call.now,
    OwnerId: call.account,
  };
  const part = type === "Gateway" ? gatewayPart(call, name) : interfacePart(call, endpoint, service, vpc);
  const created = create(
    call,
    vpcEndpoints,
    { ...endpoint, ...part },
    specifiedTags(call, call.input.TagSpecifications, "vpc-endpoint"),
  );
  if (type === "Interface")
    call.schedule(DURATIONS.vpcEndpoint.create, vpcEndpointReady, { id: created.VpcEndpointId });
  return { VpcEndpoint: show(call, vpcEndpoints, created), ClientToken: call.input.ClientToken };
});
