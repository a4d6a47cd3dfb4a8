import { operation } from "../../../core/call.ts";
import { invalidRequest } from "../errors.ts";
import { subscriptions } from "../state.ts";
import { findSubscription } from "./subscription.ts";

export const updateEksAnywhereSubscription = operation("eks", "UpdateEksAnywhereSubscription", (call) => {
  const { id, autoRenew } = call.input;
  const { status } = findSubscription(call, id);
  if (status !== "ACTIVE") throw invalidRequest(`Subscription ${id} is ${status}, it must be ACTIVE`);
  return { subscription: call.use(subscriptions).patch(id, { autoRenew }) };
});
