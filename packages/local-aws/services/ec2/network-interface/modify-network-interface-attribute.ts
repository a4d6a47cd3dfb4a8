import { AwsError } from "../../../core/errors.ts";
import { find } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { networkInterfaces } from "./kind.ts";
import { groupsFor } from "./new-network-interface.ts";

export const modifyNetworkInterfaceAttribute = ec2("ModifyNetworkInterfaceAttribute", (call) => {
  const {
    NetworkInterfaceId: id,
    Description: description,
    SourceDestCheck: check,
    Groups: groups,
    Attachment: changes,
  } = call.input;
  const { VpcId, Attachment } = find(call, networkInterfaces, id);
  if (changes !== undefined && Attachment?.AttachmentId !== changes.AttachmentId) {
    throw new AwsError(
      "InvalidAttachmentID.NotFound",
      `The attachment ID '${changes.AttachmentId}' does not exist`,
    );
  }
  call.use(networkInterfaces.collection).patch(id, {
    ...(description !== undefined && { Description: description.Value ?? "" }),
    ...(check !== undefined && { SourceDestCheck: check.Value === true }),
    ...(groups !== undefined && { Groups: groupsFor(call, VpcId, groups) }),
    ...(changes?.DeleteOnTermination !== undefined && {
      Attachment: { ...Attachment, DeleteOnTermination: changes.DeleteOnTermination },
    }),
  });
  return {};
});
