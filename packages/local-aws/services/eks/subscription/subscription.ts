import { type Context, event } from "../../../core/call.ts";
import { notFound } from "../errors.ts";
import { type Subscription, subscriptions } from "../state.ts";

/** End of a term of so many months that begins now. */
export function endOfTerm(start: number, months: number): number {
  const end = new Date(start);
  end.setUTCMonth(end.getUTCMonth() + months);
  return end.getTime();
}

export function findSubscription(context: Context, id: string): Subscription {
  const found = context.use(subscriptions).get(id);
  if (found === undefined) throw notFound(`No subscription found for id: ${id}.`);
  return found;
}

/** Lets the end of the term come. */
export function awaitEnd(context: Context, { id, expirationDate }: Subscription): void {
  context.schedule((expirationDate - context.now) / 1000, subscriptionEnded, { id, expirationDate });
}

/** A term is over: another one begins, or the subscription has expired. */
export const subscriptionEnded = event<{ readonly id: string; readonly expirationDate: number }>(
  "eks.subscription-ended",
  (context, { id, expirationDate }) => {
    const subscription = context.use(subscriptions).get(id);
    if (subscription?.status !== "ACTIVE" || subscription.expirationDate !== expirationDate) return;
    if (!subscription.autoRenew) {
      context.use(subscriptions).patch(id, { status: "EXPIRED" });
      return;
    }
    const renewed = { expirationDate: endOfTerm(expirationDate, subscription.term.duration) };
    awaitEnd(context, context.use(subscriptions).patch(id, renewed));
  },
);

export const subscriptionBought = event<{ readonly id: string }>(
  "eks.subscription-bought",
  (context, { id }) => {
    if (context.use(subscriptions).get(id)?.status !== "CREATING") return;
    awaitEnd(context, context.use(subscriptions).patch(id, { status: "ACTIVE" }));
  },
);
