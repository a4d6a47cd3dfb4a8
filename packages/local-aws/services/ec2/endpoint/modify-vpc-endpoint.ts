import { find } from "../kind.ts";
import { networkInterfaces } from "../network-interface/kind.ts";
import { groupsFor } from "../network-interface/new-network-interface.ts";
import { ec2 } from "../operation.ts";
import { vpcs } from "../vpc/kind.ts";
import { ALLOW_ALL, checkPolicy, checkPrivateDns, checkRouteTables, dnsEntries } from "./checks.ts";
import { addInterfaces, removeInterfaces } from "./interfaces.ts";
import { type StoredVpcEndpoint, vpcEndpoints } from "./kind.ts";
import { type EndpointService, endpointServices } from "./services.ts";

const without = (list: readonly string[] | undefined, gone: readonly string[]) =>
  (list ?? []).filter((one) => !gone.includes(one));

export const modifyVpcEndpoint = ec2("ModifyVpcEndpoint", (call) => {
  const { input } = call;
  const before = find(call, vpcEndpoints, input.VpcEndpointId);
  const id = before.VpcEndpointId;
  const [addTables, addSubnets, addGroups] = [
    input.AddRouteTableIds ?? [],
    input.AddSubnetIds ?? [],
    input.AddSecurityGroupIds ?? [],
  ];
  const [dropTables, dropSubnets, dropGroups] = [
    input.RemoveRouteTableIds ?? [],
    input.RemoveSubnetIds ?? [],
    input.RemoveSecurityGroupIds ?? [],
  ];
  checkRouteTables(call, before.VpcId, before.ServiceName, addTables);
  const groupIds = [
    ...without(
      before.Groups?.map(({ GroupId }) => String(GroupId)),
      dropGroups,
    ),
    ...addGroups,
  ];
  const changesGroups = addGroups.length + dropGroups.length > 0;
  const groups = changesGroups ? groupsFor(call, before.VpcId, [...new Set(groupIds)]) : before.Groups;

  const ports = call.use(networkInterfaces.collection);
  const goneIds = (before.NetworkInterfaceIds ?? []).filter((port) =>
    dropSubnets.includes(ports.get(port)?.SubnetId ?? ""),
  );
  removeInterfaces(call, goneIds);
  const kept: StoredVpcEndpoint = {
    ...before,
    RouteTableIds: [...without(before.RouteTableIds, dropTables), ...addTables],
    SubnetIds: without(before.SubnetIds, dropSubnets),
    NetworkInterfaceIds: without(before.NetworkInterfaceIds, goneIds),
    Groups: groups,
    ...(input.ResetPolicy === true && { PolicyDocument: ALLOW_ALL }),
    ...(input.PolicyDocument !== undefined && { PolicyDocument: checkPolicy(input.PolicyDocument) }),
    ...(input.IpAddressType !== undefined && { IpAddressType: input.IpAddressType }),
    ...(input.PrivateDnsEnabled !== undefined && { PrivateDnsEnabled: input.PrivateDnsEnabled }),
    ...(input.DnsOptions !== undefined && {
      DnsOptions: {
        ...before.DnsOptions,
        DnsRecordIpType: input.DnsOptions.DnsRecordIpType ?? before.DnsOptions?.DnsRecordIpType,
      },
    }),
  };
  if (input.PrivateDnsEnabled === true)
    checkPrivateDns(call, find(call, vpcs, before.VpcId), before.ServiceName, id);
  const added = addInterfaces(call, kept, addSubnets, groupIds);
  for (const port of changesGroups ? (kept.NetworkInterfaceIds ?? []) : [])
    ports.patch(port, { Groups: groups });
  const service = endpointServices(call).find(
    (one) => one.name === kept.ServiceName && one.type === kept.VpcEndpointType,
  ) as EndpointService;
  call.use(vpcEndpoints.collection).put(id, {
    ...kept,
    SubnetIds: [...(kept.SubnetIds ?? []), ...addSubnets],
    NetworkInterfaceIds: [...(kept.NetworkInterfaceIds ?? []), ...added],
    DnsEntries: kept.VpcEndpointType === "Interface" ? dnsEntries(call, kept, service) : [],
  });
  return { Return: true };
});
