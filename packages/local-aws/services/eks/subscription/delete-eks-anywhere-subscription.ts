import { operation } from "../../../core/call.ts";
import { invalidRequest } from "../errors.ts";
import { subscriptions } from "../state.ts";
import { findSubscription } from "./subscription.ts";

// An active one is cancelled by a support case, within 7 days, and never by the API.
export const deleteEksAnywhereSubscription = operation("eks", "DeleteEksAnywhereSubscription", (call) => {
  const { id } = call.input;
  const subscription = findSubscription(call, id);
  if (subscription.status !== "EXPIRED")
    throw invalidRequest(`Subscription ${id} is ${subscription.status}, only expired ones can be deleted`);
  call.use(subscriptions).delete(id);
  return { subscription: { ...subscription, status: "DELETING" } };
});
