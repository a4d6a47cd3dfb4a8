import { create, find, newId, show } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { specifiedTags } from "../tags/check.ts";
import { vpcs } from "../vpc/kind.ts";
import { denyRest } from "./default.ts";
import { networkAcls } from "./kind.ts";

export const createNetworkAcl = ec2("CreateNetworkAcl", (call) => {
  const vpc = find(call, vpcs, call.input.VpcId);
  const acl = {
    NetworkAclId: newId(call, networkAcls),
    VpcId: vpc.VpcId,
    IsDefault: false,
    OwnerId: call.account,
    Entries: denyRest((vpc.Ipv6CidrBlockAssociationSet ?? []).length > 0),
  };
  const created = create(
    call,
    networkAcls,
    acl,
    specifiedTags(call, call.input.TagSpecifications, "network-acl"),
  );
  return { NetworkAcl: show(call, networkAcls, created) };
});
