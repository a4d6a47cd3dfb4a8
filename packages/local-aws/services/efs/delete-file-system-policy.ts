import { operation } from "../../core/call.ts";
import { fileSystems, findAvailable } from "./state.ts";

export const deleteFileSystemPolicy = operation("elasticfilesystem", "DeleteFileSystemPolicy", (call) => {
  const { FileSystemId } = findAvailable(call, call.input.FileSystemId);
  call.use(fileSystems).patch(FileSystemId, { policy: undefined });
  return {};
});
