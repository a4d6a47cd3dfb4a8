import { operation } from "../../../core/call.ts";
import { findSubscription } from "./subscription.ts";

export const describeEksAnywhereSubscription = operation(
  "eks",
  "DescribeEksAnywhereSubscription",
  (call) => ({
    subscription: findSubscription(call, call.input.id),
  }),
);
