import { reconcile } from "../instance/lifecycle.ts";
import { autoscaling } from "../operation.ts";
import { findGroup, groups } from "./store.ts";

export const resumeProcesses = autoscaling("ResumeProcesses", (call) => {
  const { AutoScalingGroupName: name, ScalingProcesses: wanted = [] } = call.input;
  const { SuspendedProcesses: before = [] } = findGroup(call, name);
  const kept =
    wanted.length === 0 ? [] : before.filter(({ ProcessName = "" }) => !wanted.includes(ProcessName));
  call.use(groups).patch(name, { SuspendedProcesses: kept });
  call.schedule(1, reconcile, { group: name });
  return {};
});
