import { AwsError } from "../../../core/errors.ts";
import { iam } from "../operation.ts";
import { attachedTo, findOwnPolicy, policies } from "./store.ts";

export const deletePolicy = iam("DeletePolicy", (call) => {
  const { Arn, versions } = findOwnPolicy(call, call.input.PolicyArn);
  if (attachedTo(call, Arn).length > 0)
    throw new AwsError("DeleteConflict", "Cannot delete a policy attached to entities.");
  if (versions.length > 1) {
    throw new AwsError(
      "DeleteConflict",
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
  }
  call.use(policies).delete(Arn);
  return {};
});
