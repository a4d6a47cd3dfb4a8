import { type Context, event } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import type { LifecycleState } from "../../../models/types/autoscaling.d.ts";
import { type GroupInstance, groups, note, type StoredGroup } from "../group/store.ts";
import { launchOne } from "./launch.ts";

interface InstanceRef {
  readonly group: string;
  readonly id: string;
}

const DONE: ReadonlySet<string> = new Set<LifecycleState>([
  "Terminating",
  "Terminating:Wait",
  "Terminating:Proceed",
  "Terminated",
  "Standby",
  "Detaching",
  "Detached",
]);

/** Instances that count towards the desired capacity. */
export const counted = (group: StoredGroup): readonly GroupInstance[] =>
  group.instances.filter(({ LifecycleState: state }) => !DONE.has(state));

export function setState(context: Context, group: string, id: string, state: LifecycleState): void {
  const found = context.use(groups).get(group);
  if (found === undefined) return;
  const changed = found.instances.map((one) =>
    one.InstanceId === id ? { ...one, LifecycleState: state } : one,
  );
  context.use(groups).patch(group, { instances: changed });
}

const hookFor = (group: StoredGroup, transition: "LAUNCHING" | "TERMINATING") =>
  group.hooks.find(
    ({ LifecycleTransition }) => LifecycleTransition === `autoscaling:EC2_INSTANCE_${transition}`,
  );

/** The machine runs: it serves at once, or waits for whoever the launch hook is for. */
export const instanceBooted = event<InstanceRef>("autoscaling.instance-booted", (context, ref) => {
  const group = context.use(groups).get(ref.group);
  if (group?.instances.find(({ InstanceId }) => InstanceId === ref.id)?.LifecycleState !== "Pending") return;
  const hook = hookFor(group, "LAUNCHING");
  setState(context, ref.group, ref.id, hook === undefined ? "InService" : "Pending:Wait");
  if (hook !== undefined) context.schedule(hook.HeartbeatTimeout ?? 3600, hookTimedOut, ref);
});

export const hookTimedOut = event<InstanceRef>("autoscaling.hook-timed-out", (context, ref) => {
  const group = context.use(groups).get(ref.group);
  const state = group?.instances.find(({ InstanceId }) => InstanceId === ref.id)?.LifecycleState;
  if (group === undefined || (state !== "Pending:Wait" && state !== "Terminating:Wait")) return;
  const hook = hookFor(group, state === "Pending:Wait" ? "LAUNCHING" : "TERMINATING");
  proceed(context, ref, hook?.DefaultResult ?? "ABANDON");
});

/** Ends an instance's wait at a hook. */
export function proceed(context: Context, ref: InstanceRef, result: string): void {
  const state = context
    .use(groups)
    .get(ref.group)
    ?.instances.find(({ InstanceId }) => InstanceId === ref.id)?.LifecycleState;
  if (state === "Pending:Wait" && result === "CONTINUE") setState(context, ref.group, ref.id, "InService");
  else if (state === "Pending:Wait") retire(context, ref, "the launch was abandoned at a lifecycle hook");
  else if (state === "Terminating:Wait") shutDown(context, ref);
}

/** Takes an instance out of a group. */
export function retire(context: Context, ref: InstanceRef, cause: string): void {
  const group = context.use(groups).get(ref.group);
  if (group === undefined) return;
  note(context, ref.group, {
    Description: `Terminating EC2 instance: ${ref.id}`,
    Cause: cause,
    StatusCode: "Successful",
  });
  const hook = group.deleting === true ? undefined : hookFor(group, "TERMINATING");
  if (hook === undefined) {
    shutDown(context, ref);
    return;
  }
  setState(context, ref.group, ref.id, "Terminating:Wait");
  context.schedule(hook.HeartbeatTimeout ?? 3600, hookTimedOut, ref);
}

function shutDown(context: Context, ref: InstanceRef): void {
  setState(context, ref.group, ref.id, "Terminating");
  context.invoke("ec2", "TerminateInstances", { InstanceIds: [ref.id] });
  context.schedule(DURATIONS.instance.terminate, instanceGone, ref);
}

export const instanceGone = event<InstanceRef>(
  "autoscaling.instance-gone",
  (context, { group: name, id }) => {
    const group = context.use(groups).get(name);
    if (group === undefined) return;
    context
      .use(groups)
      .patch(name, { instances: group.instances.filter(({ InstanceId }) => InstanceId !== id) });
  },
);

/** Seconds until a launch that failed is tried again. */
const RETRY = 60;

/** Brings a group to its desired capacity: launches what is missing, retires what is too much, oldest first. */
export const reconcile = event<{ readonly group: string }>(
  "autoscaling.reconcile",
  (context, { group: name }) => {
    const group = context.use(groups).get(name);
    if (group === undefined || group.deleting === true) return;
    const now = counted(group);
    const suspended = new Set((group.SuspendedProcesses ?? []).map(({ ProcessName }) => ProcessName));
    const missing = group.DesiredCapacity - now.length;
    const cause = `At ${new Date(context.now).toISOString()} an instance was started in response to a difference between desired and actual capacity, changing the capacity from ${now.length} to ${group.DesiredCapacity}.`;
    for (let launched = 0; launched < missing && !suspended.has("Launch"); launched++) {
      const id = launchOne(context, name, cause);
      if (id === undefined) {
        context.schedule(RETRY, reconcile, { group: name });
        break;
      }
      context.schedule(DURATIONS.instance.launch, instanceBooted, { group: name, id });
    }
    if (missing < 0 && !suspended.has("Terminate")) {
      const oldest = now
        .filter(({ ProtectedFromScaleIn }) => !ProtectedFromScaleIn)
        .toSorted((a, b) => a.launchedAt - b.launchedAt);
      for (const { InstanceId } of oldest.slice(0, -missing))
        retire(context, { group: name, id: InstanceId }, "the desired capacity was lowered");
    }
  },
);
