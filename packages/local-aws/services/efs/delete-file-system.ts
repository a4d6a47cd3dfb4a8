import { operation } from "../../core/call.ts";
import { DURATIONS } from "../../core/durations.ts";
import { accessPoints, efsError, fileSystems, findFileSystem, targetsOf } from "./state.ts";
import { fileSystemStep } from "./steps.ts";

export const deleteFileSystem = operation("elasticfilesystem", "DeleteFileSystem", (call) => {
  const { FileSystemId } = findFileSystem(call, call.input.FileSystemId);
  if (targetsOf(call, FileSystemId).length > 0) {
    throw efsError(
      "FileSystemInUse",
      `File system '${FileSystemId}' has mount targets, delete all mount targets first.`,
    );
  }
  for (const point of call.use(accessPoints).list())
    if (point.FileSystemId === FileSystemId) call.use(accessPoints).delete(point.AccessPointId);
  call.use(fileSystems).patch(FileSystemId, { LifeCycleState: "deleting" });
  call.schedule(DURATIONS.efs.fileSystem, fileSystemStep, { id: FileSystemId });
  return {};
});
