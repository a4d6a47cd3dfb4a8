import { AwsError } from "../../../core/errors.ts";
import { kms } from "../operation.ts";
import { checkKeyPolicy } from "./policy.ts";
import { findKey, keys, requireState } from "./store.ts";

export const putKeyPolicy = kms("PutKeyPolicy", (call) => {
  const key = findKey(call, call.input.KeyId);
  requireState(key, "Enabled", "Disabled");
  const { PolicyName: name = "default", BypassPolicyLockoutSafetyCheck: _noPolicyIsEvaluated } = call.input;
  if (name !== "default") throw new AwsError("NotFoundException", "No such policy exists");
  call.use(keys).patch(key.KeyId, { policy: checkKeyPolicy(call, call.input.Policy) });
  return {};
});
