import { operation } from "../../core/call.ts";
import { DURATIONS } from "../../core/durations.ts";
import { accessPoints, findAccessPoint } from "./state.ts";
import { accessPointStep } from "./steps.ts";

export const deleteAccessPoint = operation("elasticfilesystem", "DeleteAccessPoint", (call) => {
  const { AccessPointId: id } = findAccessPoint(call, call.input.AccessPointId);
  call.use(accessPoints).patch(id, { LifeCycleState: "deleting" });
  call.schedule(DURATIONS.efs.accessPoint, accessPointStep, { id });
  return {};
});
