import { AwsError } from "../../../core/errors.ts";
import { find } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { subnets } from "./kind.ts";

export const modifySubnetAttribute = ec2("ModifySubnetAttribute", (call) => {
  const {
    SubnetId: id,
    AssignIpv6AddressOnCreation: assignIpv6,
    MapPublicIpOnLaunch: mapPublicIp,
    EnableDns64: dns64,
    PrivateDnsHostnameTypeOnLaunch: hostnameType,
    EnableResourceNameDnsARecordOnLaunch: aRecord,
    EnableResourceNameDnsAAAARecordOnLaunch: aaaaRecord,
  } = call.input;
  const subnet = find(call, subnets, id);
  const given = [assignIpv6, mapPublicIp, dns64, hostnameType, aRecord, aaaaRecord].filter(
    (value) => value !== undefined,
  );
  if (given.length !== 1) {
    throw new AwsError("InvalidParameterCombination", "Exactly one attribute must be given in one request");
  }
  const hasIpv6 = (subnet.Ipv6CidrBlockAssociationSet ?? []).length > 0;
  if (assignIpv6?.Value === true && !hasIpv6) {
    throw new AwsError("InvalidParameterValue", `Subnet ${id} does not have an IPv6 CIDR block`);
  }
  const dns = subnet.PrivateDnsNameOptionsOnLaunch;
  call.use(subnets.collection).patch(id, {
    ...(assignIpv6 !== undefined && { AssignIpv6AddressOnCreation: assignIpv6.Value === true }),
    ...(mapPublicIp !== undefined && { MapPublicIpOnLaunch: mapPublicIp.Value === true }),
    ...(dns64 !== undefined && { EnableDns64: dns64.Value === true }),
    PrivateDnsNameOptionsOnLaunch: {
      ...dns,
      ...(hostnameType !== undefined && { HostnameType: hostnameType }),
      ...(aRecord !== undefined && { EnableResourceNameDnsARecord: aRecord.Value === true }),
      ...(aaaaRecord !== undefined && { EnableResourceNameDnsAAAARecord: aaaaRecord.Value === true }),
    },
  });
  return {};
});
