import { s3 } from "../operation.ts";
import { findBucket } from "./store.ts";

export const headBucket = s3("HeadBucket", (call) => ({
  BucketRegion: findBucket(call, call.input.Bucket).region,
  AccessPointAlias: false,
}));
