import { operation } from "../../core/call.ts";
import { DURATIONS } from "../../core/durations.ts";
import { findMountTarget, mountTargets } from "./state.ts";
import { mountTargetStep } from "./steps.ts";

export const deleteMountTarget = operation("elasticfilesystem", "DeleteMountTarget", (call) => {
  const { MountTargetId: id } = findMountTarget(call, call.input.MountTargetId);
  call.use(mountTargets).patch(id, { LifeCycleState: "deleting" });
  call.schedule(DURATIONS.efs.mountTarget, mountTargetStep, { id });
  return {};
});
