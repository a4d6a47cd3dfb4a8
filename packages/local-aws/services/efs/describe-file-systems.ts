import { operation } from "../../core/call.ts";
import { describedFileSystem, fileSystems, findFileSystem } from "./state.ts";

export const describeFileSystems = operation("elasticfilesystem", "DescribeFileSystems", (call) => {
  const { FileSystemId, CreationToken } = call.input;
  const found =
    FileSystemId === undefined ? call.use(fileSystems).list() : [findFileSystem(call, FileSystemId)];
  return {
    FileSystems: found
      .filter((each) => CreationToken === undefined || each.CreationToken === CreationToken)
      .map((each) => describedFileSystem(call, each)),
  };
});
