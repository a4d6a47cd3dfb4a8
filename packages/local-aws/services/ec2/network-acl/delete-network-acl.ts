import { AwsError } from "../../../core/errors.ts";
import { destroy } from "../operation.ts";
import { networkAclAssociations, networkAcls } from "./kind.ts";

export const deleteNetworkAcl = destroy(
  "DeleteNetworkAcl",
  networkAcls,
  "NetworkAclId",
  () => ({}),
  (call, { NetworkAclId: id, IsDefault }) => {
    if (IsDefault === true)
      throw new AwsError("InvalidParameterValue", `cannot delete default network ACL ${id}`);
    if (
      call
        .use(networkAclAssociations)
        .list()
        .some((one) => one.NetworkAclId === id)
    ) {
      throw new AwsError(
        "DependencyViolation",
        `The networkAcl '${id}' has dependencies and cannot be deleted.`,
      );
    }
  },
);
