import { operation } from "../../../core/call.ts";
import { findCapability } from "../find.ts";

export const describeCapability = operation("eks", "DescribeCapability", (call) => ({
  capability: findCapability(call, call.input.clusterName, call.input.capabilityName),
}));
