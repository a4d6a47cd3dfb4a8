import { AwsError } from "../../../core/errors.ts";
import { noSuchEntity } from "../names.ts";
import { iam } from "../operation.ts";
import { findOwnPolicy, policies } from "./store.ts";

export const deletePolicyVersion = iam("DeletePolicyVersion", (call) => {
  const { PolicyArn: arn, VersionId: id } = call.input;
  const policy = findOwnPolicy(call, arn);
  if (policy.DefaultVersionId === id)
    throw new AwsError("DeleteConflict", "Cannot delete the default version of a policy.");
  if (!policy.versions.some((version) => version.id === id))
    throw noSuchEntity(`Policy ${arn} version ${id} does not exist or is not attachable.`);
  call.use(policies).patch(arn, { versions: policy.versions.filter((version) => version.id !== id) });
  return {};
});
