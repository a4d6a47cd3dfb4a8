import { AwsError } from "../../../core/errors.ts";
import { ec2 } from "../operation.ts";
import { networkInterfaces } from "./kind.ts";

/** With or without force it is off at once. */
export const detachNetworkInterface = ec2("DetachNetworkInterface", (call) => {
  const { AttachmentId: id, Force: _force } = call.input;
  const found = call
    .use(networkInterfaces.collection)
    .list()
    .find(({ Attachment }) => Attachment?.AttachmentId === id);
  if (found === undefined)
    throw new AwsError("InvalidAttachmentID.NotFound", `The attachment ID '${id}' does not exist`);
  if (found.Attachment?.DeviceIndex === 0) {
    throw new AwsError(
      "OperationNotPermitted",
      `The network interface at device index 0 and networkCard index 0 cannot be detached.`,
    );
  }
  const { Attachment: _gone, ...rest } = found;
  call.use(networkInterfaces.collection).put(found.NetworkInterfaceId, { ...rest, Status: "available" });
  return {};
});
