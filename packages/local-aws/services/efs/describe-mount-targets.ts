import { operation } from "../../core/call.ts";
import { efsError, findAccessPoint, findFileSystem, findMountTarget, targetsOf } from "./state.ts";

export const describeMountTargets = operation("elasticfilesystem", "DescribeMountTargets", (call) => {
  const { FileSystemId, MountTargetId, AccessPointId } = call.input;
  if (MountTargetId !== undefined) return { MountTargets: [findMountTarget(call, MountTargetId)] };
  const id = AccessPointId === undefined ? FileSystemId : findAccessPoint(call, AccessPointId).FileSystemId;
  if (id === undefined)
    throw efsError("BadRequest", "One of FileSystemId, MountTargetId and AccessPointId must be given.");
  return { MountTargets: targetsOf(call, findFileSystem(call, id).FileSystemId) };
});
