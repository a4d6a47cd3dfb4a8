import { operation } from "../../core/call.ts";
import { efsError, findFileSystem } from "./state.ts";

export const describeFileSystemPolicy = operation("elasticfilesystem", "DescribeFileSystemPolicy", (call) => {
  const { FileSystemId, policy } = findFileSystem(call, call.input.FileSystemId);
  if (policy === undefined) throw efsError("PolicyNotFound", `File system '${FileSystemId}' has no policy.`);
  return { FileSystemId, Policy: policy };
});
