import { operation } from "../../core/call.ts";
import { findFileSystem } from "./state.ts";

export const describeBackupPolicy = operation("elasticfilesystem", "DescribeBackupPolicy", (call) => ({
  BackupPolicy: { Status: findFileSystem(call, call.input.FileSystemId).backup },
}));
