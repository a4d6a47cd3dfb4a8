import { AwsError } from "../../../core/errors.ts";
import { buckets, findBucket } from "../bucket/store.ts";
import { s3 } from "../operation.ts";

export const getBucketTagging = s3("GetBucketTagging", (call) => {
  const entries = Object.entries(findBucket(call, call.input.Bucket).tags);
  if (entries.length === 0) throw new AwsError("NoSuchTagSet", "The TagSet does not exist", { status: 404 });
  return { TagSet: entries.map(([Key, Value]) => ({ Key, Value })) };
});

/** The whole set is replaced. */
export const putBucketTagging = s3("PutBucketTagging", (call) => {
  findBucket(call, call.input.Bucket);
  const set = call.input.Tagging.TagSet;
  if (new Set(set.map(({ Key }) => Key)).size < set.length)
    throw new AwsError("InvalidTag", "Cannot provide multiple Tags with the same key", { status: 400 });
  call
    .use(buckets)
    .patch(call.input.Bucket, { tags: Object.fromEntries(set.map(({ Key, Value }) => [Key, Value])) });
  return {};
});

export const deleteBucketTagging = s3("DeleteBucketTagging", (call) => {
  findBucket(call, call.input.Bucket);
  call.use(buckets).patch(call.input.Bucket, { tags: {} });
  return {};
});
