import { findBucket } from "../bucket/store.ts";
import { s3 } from "../operation.ts";
import { listing } from "./listing.ts";

export const listObjectsV2 = s3(
  "ListObjectsV2",
  (call) => {
    const {
      Bucket,
      Prefix = "",
      Delimiter,
      MaxKeys = 1000,
      ContinuationToken,
      StartAfter,
      EncodingType,
      FetchOwner: owner = false,
    } = call.input;
    findBucket(call, Bucket);
    const after =
      ContinuationToken === undefined
        ? StartAfter
        : Buffer.from(ContinuationToken, "base64").toString("utf8");
    const page = listing(call, {
      bucket: Bucket,
      prefix: Prefix,
      delimiter: Delimiter,
      most: MaxKeys,
      after,
      encode: EncodingType === "url",
    });
    return {
      Name: Bucket,
      Prefix,
      MaxKeys,
      KeyCount: page.contents.length + page.prefixes.length,
      IsTruncated: page.next !== undefined,
      Contents: page.contents.map((one) => (owner ? { ...one, Owner: { ID: call.account } } : one)),
      CommonPrefixes: page.prefixes.map((Prefix) => ({ Prefix })),
      ...(Delimiter !== undefined && { Delimiter }),
      ...(EncodingType !== undefined && { EncodingType }),
      ...(ContinuationToken !== undefined && { ContinuationToken }),
      ...(page.next !== undefined && { NextContinuationToken: Buffer.from(page.next).toString("base64") }),
    };
  },
  { pagination: "own" },
);
