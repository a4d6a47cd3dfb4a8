import type { Call } from "../../../core/call.ts";
import type { RunInstancesRequest } from "../../../models/types/ec2.d.ts";
import { publicAddress, publicDnsName } from "../address/public-address.ts";
import { networkInterfaces, type StoredNetworkInterface } from "../network-interface/kind.ts";
import { newNetworkInterface } from "../network-interface/new-network-interface.ts";
import type { StoredSubnet } from "../subnet/kind.ts";
import { tagsFor } from "./launch-tags.ts";
import type { LaunchData } from "./wishes.ts";

/** Network interfaces of one instance. */
export function attachInterfaces(
  call: Call<RunInstancesRequest>,
  data: LaunchData,
  subnet: StoredSubnet,
  id: string,
): readonly StoredNetworkInterface[] {
  const specified = data.NetworkInterfaces ?? [];
  const wanted = specified.length > 0 ? specified : [{ DeviceIndex: 0, Groups: data.SecurityGroupIds }];
  const tags = tagsFor(call, data, "network-interface");
  return wanted.map((one, index) => {
    const type = one.InterfaceType;
    const { Ipv6AddressCount: ipv6Count, PrivateIpAddress: privateIp } = one as {
      Ipv6AddressCount?: number;
      PrivateIpAddress?: string;
    };
    const port = newNetworkInterface(call, {
      subnetId: one.SubnetId ?? subnet.SubnetId,
      groupIds: one.Groups ?? data.SecurityGroupIds,
      description: one.Description ?? "",
      ...(type !== undefined && { interfaceType: type as "efa" }),
      ...(privateIp !== undefined && { privateIp }),
      ...(ipv6Count !== undefined && { ipv6Count }),
      tags,
    });
    const isPublic = index === 0 && (one.AssociatePublicIpAddress ?? subnet.MapPublicIpOnLaunch) === true;
    const ip = isPublic ? publicAddress(call) : undefined;
    const Association =
      ip === undefined
        ? undefined
        : { PublicIp: ip, IpOwnerId: "amazon", PublicDnsName: publicDnsName(call, ip) };
    return call.use(networkInterfaces.collection).patch(port.NetworkInterfaceId, {
      Status: "in-use",
      Attachment: {
        AttachmentId: `eni-attach-${call.ids.hex(17)}`,
        AttachTime: call.now,
        DeleteOnTermination: one.DeleteOnTermination ?? true,
        DeviceIndex: one.DeviceIndex ?? index,
        NetworkCardIndex: one.NetworkCardIndex ?? 0,
        InstanceId: id,
        InstanceOwnerId: call.account,
        Status: "attached",
      },
      ...(Association !== undefined && { Association }),
    });
  });
}
