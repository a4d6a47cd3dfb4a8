import { AwsError } from "../../../core/errors.ts";
import { objects } from "../object/store.ts";
import { s3 } from "../operation.ts";
import { buckets, findBucket, owners } from "./store.ts";

export const deleteBucket = s3("DeleteBucket", (call) => {
  const { name } = findBucket(call, call.input.Bucket);
  if (call.use(objects).keys(`${name}/`).length > 0) {
    throw new AwsError(
      "BucketNotEmpty",
      "The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
      { status: 409, details: { BucketName: name } },
    );
  }
  call.use(owners).delete(name);
  call.use(buckets).delete(name);
  return {};
});
