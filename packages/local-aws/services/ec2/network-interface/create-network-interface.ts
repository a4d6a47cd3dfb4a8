import { show } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { specifiedTags } from "../tags/check.ts";
import { networkInterfaces } from "./kind.ts";
import { newNetworkInterface } from "./new-network-interface.ts";

export const createNetworkInterface = ec2("CreateNetworkInterface", (call) => {
  const { input } = call;
  const listed = input.PrivateIpAddresses ?? [];
  const primary = listed.find(({ Primary }) => Primary === true)?.PrivateIpAddress ?? input.PrivateIpAddress;
  const secondary = listed.flatMap(({ Primary, PrivateIpAddress: ip }) =>
    Primary === true || ip === undefined ? [] : [ip],
  );
  const ipv6 = input.Ipv6Addresses?.flatMap(({ Ipv6Address: ip }) => (ip === undefined ? [] : [ip]));
  const [secondaryCount, ipv6Count] = [input.SecondaryPrivateIpAddressCount, input.Ipv6AddressCount];
  const created = newNetworkInterface(call, {
    subnetId: input.SubnetId,
    groupIds: input.Groups,
    description: input.Description ?? "",
    interfaceType: input.InterfaceType ?? "interface",
    ...(primary !== undefined && { privateIp: primary }),
    secondaryIps: secondary,
    ...(secondaryCount !== undefined && { secondaryCount }),
    ...(ipv6Count !== undefined && { ipv6Count }),
    ...(ipv6 !== undefined && ipv6.length > 0 && { ipv6Addresses: ipv6 }),
    ...(call.caller.service !== undefined && { requesterId: call.caller.service }),
    tags: specifiedTags(call, input.TagSpecifications, "network-interface"),
  });
  return { NetworkInterface: show(call, networkInterfaces, created) };
});
