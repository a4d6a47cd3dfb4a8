import { autoscaling } from "../operation.ts";
import { findGroup, groups, invalid } from "./store.ts";

export const PROCESSES = [
  "AddToLoadBalancer",
  "AlarmNotification",
  "AZRebalance",
  "HealthCheck",
  "InstanceRefresh",
  "Launch",
  "ReplaceUnhealthy",
  "ScheduledActions",
  "Terminate",
];

export const suspendProcesses = autoscaling("SuspendProcesses", (call) => {
  const { AutoScalingGroupName: name, ScalingProcesses: wanted = [] } = call.input;
  const { SuspendedProcesses: before = [] } = findGroup(call, name);
  const unknown = wanted.find((process) => !PROCESSES.includes(process));
  if (unknown !== undefined) throw invalid(`The process type '${unknown}' is not valid.`);
  const suspended = new Set([
    ...before.map(({ ProcessName }) => ProcessName ?? ""),
    ...(wanted.length === 0 ? PROCESSES : wanted),
  ]);
  const SuspendedProcesses = [...suspended].map((ProcessName) => ({
    ProcessName,
    SuspensionReason: `User suspended at ${new Date(call.now).toISOString()}`,
  }));
  call.use(groups).patch(name, { SuspendedProcesses });
  return {};
});
