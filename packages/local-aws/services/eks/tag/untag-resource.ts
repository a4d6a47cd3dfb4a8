import { operation } from "../../../core/call.ts";
import { findTagged } from "./tagged.ts";

export const untagResource = operation("eks", "UntagResource", (call) => {
  const found = findTagged(call, call.input.resourceArn);
  found.put(
    Object.fromEntries(Object.entries(found.tags).filter(([key]) => !call.input.tagKeys.includes(key))),
  );
  return {};
});
