import { event } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import { groups } from "../group/store.ts";
import { reconcile, retire } from "../instance/lifecycle.ts";
import { refreshes } from "./store.ts";

/** Replaces one batch of old instances, then comes back until none is left. */
export const refreshStep = event<{ readonly id: string }>("autoscaling.refresh-step", (context, { id }) => {
  const refresh = context.use(refreshes).get(id);
  if (refresh === undefined || (refresh.Status !== "Pending" && refresh.Status !== "InProgress")) return;
  const name = refresh.AutoScalingGroupName;
  const group = context.use(groups).get(name);
  if (group === undefined) {
    context
      .use(refreshes)
      .patch(id, { Status: "Failed", StatusReason: "The group is gone", EndTime: context.now });
    return;
  }
  const left = refresh.old.filter((one) => group.instances.some(({ InstanceId }) => InstanceId === one));
  const settled =
    group.instances.filter(({ LifecycleState }) => LifecycleState === "InService").length >=
    group.DesiredCapacity;
  if (left.length === 0 && settled) {
    context.use(refreshes).patch(id, {
      Status: "Successful",
      PercentageComplete: 100,
      InstancesToUpdate: 0,
      EndTime: context.now,
      old: [],
    });
    return;
  }
  const healthy = refresh.Preferences?.MinHealthyPercentage ?? 90;
  const batch = Math.max(1, Math.floor((group.DesiredCapacity * (100 - healthy)) / 100));
  if (settled) {
    for (const one of left.slice(0, batch))
      retire(context, { group: name, id: one }, "an instance refresh replaces it");
    context.schedule(1, reconcile, { group: name });
  }
  const total = Math.max(1, refresh.InstancesToUpdate ?? left.length);
  context.use(refreshes).patch(id, {
    Status: "InProgress",
    old: left,
    PercentageComplete: Math.min(99, Math.round((100 * (total - left.length)) / total)),
  });
  context.schedule(
    DURATIONS.instance.launch + (refresh.Preferences?.InstanceWarmup ?? group.HealthCheckGracePeriod ?? 0),
    refreshStep,
    { id },
  );
});
