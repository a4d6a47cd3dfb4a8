import { iam } from "../operation.ts";
import { managedPolicy } from "./managed.ts";
import { findOwnPolicy, showManaged, showPolicy } from "./store.ts";

export const getPolicy = iam("GetPolicy", (call) => {
  const managed = managedPolicy(call.input.PolicyArn);
  return {
    Policy:
      managed === undefined
        ? showPolicy(call, findOwnPolicy(call, call.input.PolicyArn))
        : showManaged(call, managed),
  };
});
