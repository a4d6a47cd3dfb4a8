import { operation } from "../../core/call.ts";
import { efsError, fileSystems, findAvailable } from "./state.ts";

export const putBackupPolicy = operation("elasticfilesystem", "PutBackupPolicy", (call) => {
  const { FileSystemId } = findAvailable(call, call.input.FileSystemId);
  const { Status } = call.input.BackupPolicy;
  if (Status !== "ENABLED" && Status !== "DISABLED")
    throw efsError(
      "ValidationException",
      `The status ${Status} can't be asked for: expected ENABLED or DISABLED.`,
    );
  call.use(fileSystems).patch(FileSystemId, { backup: Status });
  return { BackupPolicy: { Status } };
});
