import { findBucket } from "../bucket/store.ts";
import { s3 } from "../operation.ts";
import { listing } from "./listing.ts";

export const listObjects = s3(
  "ListObjects",
  (call) => {
    const { Bucket, Prefix = "", Delimiter, MaxKeys = 1000, Marker = "", EncodingType } = call.input;
    findBucket(call, Bucket);
    const page = listing(call, {
      bucket: Bucket,
      prefix: Prefix,
      delimiter: Delimiter,
      most: MaxKeys,
      after: Marker,
      encode: EncodingType === "url",
    });
    return {
      Name: Bucket,
      Prefix,
      Marker,
      MaxKeys,
      IsTruncated: page.next !== undefined,
      Contents: page.contents,
      CommonPrefixes: page.prefixes.map((Prefix) => ({ Prefix })),
      ...(Delimiter !== undefined && { Delimiter }),
      ...(EncodingType !== undefined && { EncodingType }),
      ...(page.next !== undefined && { NextMarker: page.next }),
    };
  },
  { pagination: "own" },
);
