import { AwsError } from "../../../core/errors.ts";
import { find } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { networkAclAssociations, networkAcls } from "./kind.ts";

export const replaceNetworkAclAssociation = ec2("ReplaceNetworkAclAssociation", (call) => {
  const { AssociationId: id, NetworkAclId: aclId } = call.input;
  find(call, networkAcls, aclId);
  const found = call
    .use(networkAclAssociations)
    .list()
    .find((one) => one.NetworkAclAssociationId === id);
  if (found === undefined)
    throw new AwsError("InvalidAssociationID.NotFound", `The association ID '${id}' does not exist`);
  const associationId = `aclassoc-${call.ids.hex(17)}`;
  call
    .use(networkAclAssociations)
    .put(found.SubnetId, { ...found, NetworkAclAssociationId: associationId, NetworkAclId: aclId });
  return { NewAssociationId: associationId };
});
