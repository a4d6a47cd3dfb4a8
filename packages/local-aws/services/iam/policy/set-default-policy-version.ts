import { noSuchEntity } from "../names.ts";
import { iam } from "../operation.ts";
import { findOwnPolicy, policies } from "./store.ts";

export const setDefaultPolicyVersion = iam("SetDefaultPolicyVersion", (call) => {
  const { PolicyArn: arn, VersionId: id } = call.input;
  if (!findOwnPolicy(call, arn).versions.some((version) => version.id === id)) {
    throw noSuchEntity(`Policy ${arn} version ${id} does not exist or is not attachable.`);
  }
  call.use(policies).patch(arn, { DefaultVersionId: id, UpdateDate: call.now });
  return {};
});
