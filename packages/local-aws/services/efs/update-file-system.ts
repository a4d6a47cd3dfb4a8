import { operation } from "../../core/call.ts";
import { DURATIONS } from "../../core/durations.ts";
import { describedFileSystem, fileSystems, findAvailable } from "./state.ts";
import { fileSystemStep } from "./steps.ts";
import { requireThroughput } from "./throughput.ts";

export const updateFileSystem = operation("elasticfilesystem", "UpdateFileSystem", (call) => {
  const { ThroughputMode, ProvisionedThroughputInMibps } = call.input;
  const before = findAvailable(call, call.input.FileSystemId);
  const mode = ThroughputMode ?? before.ThroughputMode ?? "bursting";
  const kept = mode === "provisioned" ? before.ProvisionedThroughputInMibps : undefined;
  const provisioned = ProvisionedThroughputInMibps ?? kept;
  requireThroughput(mode, provisioned);
  const updated = call.use(fileSystems).patch(before.FileSystemId, {
    ThroughputMode: mode,
    ProvisionedThroughputInMibps: provisioned,
    LifeCycleState: "updating",
  });
  call.schedule(DURATIONS.efs.fileSystem, fileSystemStep, { id: before.FileSystemId });
  return describedFileSystem(call, updated);
});
