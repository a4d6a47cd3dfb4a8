import { operation } from "../../core/call.ts";
import { efsError, fileSystems, findAvailable } from "./state.ts";

export const updateFileSystemProtection = operation(
  "elasticfilesystem",
  "UpdateFileSystemProtection",
  (call) => {
    const { FileSystemId, ReplicationOverwriteProtection = "ENABLED" } = call.input;
    const found = findAvailable(call, FileSystemId);
    if (ReplicationOverwriteProtection === "REPLICATING")
      throw efsError("BadRequest", "REPLICATING is set by replication only.");
    const FileSystemProtection = { ReplicationOverwriteProtection };
    call.use(fileSystems).patch(found.FileSystemId, { FileSystemProtection });
    return FileSystemProtection;
  },
);
