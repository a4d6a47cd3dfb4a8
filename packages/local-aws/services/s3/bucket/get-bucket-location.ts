import type { BucketLocationConstraint } from "../../../models/types/s3.d.ts";
import { s3 } from "../operation.ts";
import { findBucket } from "./store.ts";

export const getBucketLocation = s3("GetBucketLocation", (call) => {
  const { region } = findBucket(call, call.input.Bucket);
  return region === "us-east-1" ? {} : { LocationConstraint: region as BucketLocationConstraint };
});
