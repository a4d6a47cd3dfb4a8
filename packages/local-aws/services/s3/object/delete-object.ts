import { s3 } from "../operation.ts";
import { removeObject } from "./remove.ts";
import { checkWriteConditions } from "./store.ts";

/** There are no locks here that could be bypassed. */
export const deleteObject = s3("DeleteObject", (call) => {
  const { Bucket, Key, VersionId, IfMatch, BypassGovernanceRetention: _none } = call.input;
  checkWriteConditions(call, Bucket, Key, IfMatch, undefined);
  return removeObject(call, Bucket, Key, VersionId);
});
