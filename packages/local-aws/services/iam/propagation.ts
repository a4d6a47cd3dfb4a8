import type { Call, Context } from "../../core/call.ts";
import { collection } from "../../core/collection.ts";
import { DURATIONS } from "../../core/durations.ts";

const settings = collection<boolean>("iam/eventual-consistency", "account");

/** Whether other services see changes of IAM only some seconds later, as they do in life. @default off */
export function setEventualConsistency(context: Context, on: boolean): void {
  context.use(settings).put("on", on);
}

/** Whether this caller doesn't see yet what changed at a time: people and Terraform always do, services after a while. */
export const isHidden = (call: Pick<Call, "caller" | "now" | "use">, changedAt: number): boolean =>
  call.caller.service !== undefined &&
  call.use(settings).get("on") === true &&
  call.now < changedAt + DURATIONS.iam.propagation * 1000;
