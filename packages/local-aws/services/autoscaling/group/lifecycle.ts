import { event } from "../../../core/call.ts";
import { groups } from "./store.ts";

export const groupGone = event<{ readonly group: string }>("autoscaling.group-gone", (context, { group }) => {
  context.use(groups).delete(group);
});
