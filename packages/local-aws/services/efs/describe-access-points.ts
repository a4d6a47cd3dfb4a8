import { operation } from "../../core/call.ts";
import { accessPoints, findAccessPoint, findFileSystem } from "./state.ts";

export const describeAccessPoints = operation("elasticfilesystem", "DescribeAccessPoints", (call) => {
  const { AccessPointId, FileSystemId } = call.input;
  if (AccessPointId !== undefined) return { AccessPoints: [findAccessPoint(call, AccessPointId)] };
  const all = call.use(accessPoints).list();
  if (FileSystemId === undefined) return { AccessPoints: all };
  const { FileSystemId: id } = findFileSystem(call, FileSystemId);
  return { AccessPoints: all.filter((point) => point.FileSystemId === id) };
});
