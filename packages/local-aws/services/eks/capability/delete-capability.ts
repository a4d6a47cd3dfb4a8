import { operation } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import { inUse } from "../errors.ts";
import { findCapability } from "../find.ts";
import { capabilities, childKey } from "../state.ts";
import { capabilityStep } from "./create-capability.ts";

export const deleteCapability = operation("eks", "DeleteCapability", (call) => {
  const { clusterName, capabilityName } = call.input;
  const { status, arn } = findCapability(call, clusterName, capabilityName);
  if (status === "DELETING" || status === "UPDATING")
    throw inUse(`Capability ${capabilityName} is ${status}`, { clusterName });
  const key = childKey(clusterName, capabilityName);
  const capability = call.use(capabilities).patch(key, { status: "DELETING", modifiedAt: call.now });
  call.schedule(DURATIONS.capability.delete, capabilityStep, { key, arn });
  return { capability };
});
