import { NotImplemented } from "../../../core/errors.ts";
import { buckets, findBucket } from "../bucket/store.ts";
import { s3 } from "../operation.ts";

export const getBucketVersioning = s3("GetBucketVersioning", (call) => {
  const { versioning } = findBucket(call, call.input.Bucket);
  return versioning === undefined ? {} : { Status: versioning };
});

export const putBucketVersioning = s3("PutBucketVersioning", (call) => {
  const { Status: status, MFADelete: mfa } = call.input.VersioningConfiguration;
  if (mfa === "Enabled") throw new NotImplemented("s3:PutBucketVersioning with MFA delete");
  findBucket(call, call.input.Bucket);
  if (status !== undefined) call.use(buckets).patch(call.input.Bucket, { versioning: status });
  return {};
});
