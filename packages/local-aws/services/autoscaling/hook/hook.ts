import type { LifecycleHook, PutLifecycleHookType } from "../../../models/types/autoscaling.d.ts";
import { invalid } from "../group/store.ts";

/** A lifecycle hook with what AWS fills in. */
export function hookOf(input: Partial<PutLifecycleHookType>, before: LifecycleHook = {}): LifecycleHook {
  const merged = {
    ...before,
    ...Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)),
  } as LifecycleHook;
  const {
    LifecycleTransition: transition,
    HeartbeatTimeout: timeout = 3600,
    DefaultResult: result = "ABANDON",
  } = merged;
  if (!/^autoscaling:EC2_INSTANCE_(LAUNCHING|TERMINATING)$/.test(transition ?? "")) {
    throw invalid(`Lifecycle transition ${transition} is not valid`);
  }
  if (timeout < 30 || timeout > 7200) throw invalid("HeartbeatTimeout must be between 30 and 7200 seconds");
  return {
    ...merged,
    HeartbeatTimeout: timeout,
    DefaultResult: result,
    GlobalTimeout: Math.min(timeout * 100, 172_800),
  };
}
