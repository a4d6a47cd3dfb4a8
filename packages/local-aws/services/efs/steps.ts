import { event } from "../../core/call.ts";
import { deleteInterfaces } from "../eks/cluster/network.ts";
import { accessPoints, fileSystems, mountTargets } from "./state.ts";

type Step = { readonly id: string };

export const fileSystemStep = event<Step>("efs.file-system-step", ({ use }, { id }) => {
  const state = use(fileSystems).get(id)?.LifeCycleState;
  if (state === "creating" || state === "updating")
    use(fileSystems).patch(id, { LifeCycleState: "available" });
  else if (state === "deleting") use(fileSystems).delete(id);
});

export const mountTargetStep = event<Step>("efs.mount-target-step", (context, { id }) => {
  const target = context.use(mountTargets).get(id);
  if (target?.LifeCycleState === "creating")
    context.use(mountTargets).patch(id, { LifeCycleState: "available" });
  else if (target?.LifeCycleState === "deleting") {
    deleteInterfaces(context, [target.NetworkInterfaceId]);
    context.use(mountTargets).delete(id);
  }
});

export const accessPointStep = event<Step>("efs.access-point-step", ({ use }, { id }) => {
  const state = use(accessPoints).get(id)?.LifeCycleState;
  if (state === "creating") use(accessPoints).patch(id, { LifeCycleState: "available" });
  else if (state === "deleting") use(accessPoints).delete(id);
});
