import { s3 } from "../operation.ts";
import { removeObject } from "./remove.ts";

export const deleteObjects = s3("DeleteObjects", (call) => {
  const { Bucket, Delete: wanted, BypassGovernanceRetention: _none } = call.input;
  const deleted = wanted.Objects.map(({ Key, VersionId }) => {
    const { DeleteMarker, VersionId: id } = removeObject(call, Bucket, Key, VersionId) as {
      DeleteMarker?: boolean;
      VersionId?: string;
    };
    return {
      Key,
      ...(VersionId !== undefined && { VersionId }),
      ...(DeleteMarker === true && { DeleteMarker: true, DeleteMarkerVersionId: id }),
    };
  });
  return wanted.Quiet === true ? {} : { Deleted: deleted };
});
