import { operation } from "../../../core/call.ts";
import { subscriptions } from "../state.ts";

export const listEksAnywhereSubscriptions = operation(
  "eks",
  "ListEksAnywhereSubscriptions",
  ({ use, input }) => {
    const wanted: readonly string[] = input.includeStatus ?? [];
    return {
      subscriptions: use(subscriptions)
        .list()
        .filter(({ status }) => wanted.length === 0 || wanted.includes(status)),
    };
  },
);
