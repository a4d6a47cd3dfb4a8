import { findBucket } from "../bucket/store.ts";
import { s3 } from "../operation.ts";

/** ACLs are off: the owner has everything and nobody else anything. */
export const getBucketAcl = s3("GetBucketAcl", (call) => {
  findBucket(call, call.input.Bucket);
  const owner = { ID: call.account };
  return {
    Owner: owner,
    Grants: [
      { Grantee: { ID: call.account, Type: "CanonicalUser" as const }, Permission: "FULL_CONTROL" as const },
    ],
  };
});
