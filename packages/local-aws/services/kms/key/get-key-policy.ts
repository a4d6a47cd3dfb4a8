import { AwsError } from "../../../core/errors.ts";
import { kms } from "../operation.ts";
import { findKey } from "./store.ts";

export const getKeyPolicy = kms("GetKeyPolicy", (call) => {
  const { policy } = findKey(call, call.input.KeyId);
  const name = call.input.PolicyName ?? "default";
  if (name !== "default") throw new AwsError("NotFoundException", "No such policy exists");
  return { Policy: policy, PolicyName: name };
});
