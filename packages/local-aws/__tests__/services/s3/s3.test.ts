import { expect, test } from "vitest";
import { testWorld } from "../../test-world.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

function withBucket(Bucket = "state-demo") {
  const aws = testWorld({ region: "us-east-1" });
  aws.call("s3", "CreateBucket", { Bucket });
  const put = (Key: string, text: string, more: object = {}) =>
    aws.call("s3", "PutObject", { Bucket, Key, Body: bytes(text), ...more });
  const get = (Key: string, more: object = {}) =>
    new TextDecoder().decode(aws.call("s3", "GetObject", { Bucket, Key, ...more }).Body as Uint8Array);
  return { aws, Bucket, put, get };
}

test("a lock file can be written once, and again after it is gone", () => {
  const { aws, Bucket, put } = withBucket();
  put("x.tflock", "me", { IfNoneMatch: "*" });
  expect(() => put("x.tflock", "you", { IfNoneMatch: "*" })).toThrow(
    expect.objectContaining({ code: "PreconditionFailed", status: 412 }),
  );
  aws.call("s3", "DeleteObject", { Bucket, Key: "x.tflock" });
  put("x.tflock", "you", { IfNoneMatch: "*" });
});

test("a write that expects another content is refused", () => {
  const { put, get } = withBucket();
  const { ETag = "" } = put("a", "one");
  put("a", "two", { IfMatch: ETag });
  expect(() => put("a", "three", { IfMatch: ETag })).toThrow(expect.objectContaining({ status: 412 }));
  expect(get("a")).toBe("two");
});

test("with versions on, nothing is lost by overwriting or deleting", () => {
  const { aws, Bucket, put, get } = withBucket();
  aws.call("s3", "PutBucketVersioning", { Bucket, VersioningConfiguration: { Status: "Enabled" } });
  const { VersionId = "" } = put("a", "one");
  put("a", "two");
  aws.call("s3", "DeleteObject", { Bucket, Key: "a" });
  expect(() => get("a")).toThrow(expect.objectContaining({ code: "NoSuchKey" }));
  expect(get("a", { VersionId })).toBe("one");
  const { Versions, DeleteMarkers } = aws.call("s3", "ListObjectVersions", { Bucket });
  expect([Versions?.length, DeleteMarkers?.length]).toEqual([2, 1]);
  expect(() => aws.call("s3", "DeleteBucket", { Bucket })).toThrow(
    expect.objectContaining({ code: "BucketNotEmpty" }),
  );
  for (const one of [...(Versions ?? []), ...(DeleteMarkers ?? [])])
    aws.call("s3", "DeleteObject", { Bucket, Key: "a", VersionId: one.VersionId });
  aws.call("s3", "DeleteBucket", { Bucket });
  expect(aws.world.store.leftovers()).toEqual([]);
});

test("a listing is cut into pages and by the delimiter", () => {
  const { aws, Bucket, put } = withBucket();
  for (const key of ["a/1", "a/2", "b", "c/1"]) put(key, key);
  const first = aws.call("s3", "ListObjectsV2", { Bucket, Delimiter: "/", MaxKeys: 2 });
  expect([first.CommonPrefixes, first.Contents?.map(({ Key }) => Key), first.IsTruncated]).toEqual([
    [{ Prefix: "a/" }],
    ["b"],
    true,
  ]);
  const second = aws.call("s3", "ListObjectsV2", {
    Bucket,
    Delimiter: "/",
    MaxKeys: 2,
    ContinuationToken: first.NextContinuationToken,
  });
  expect([second.CommonPrefixes, second.IsTruncated]).toEqual([[{ Prefix: "c/" }], false]);
});

test.for([
  ["a name with capitals", { Bucket: "Demo" }, "InvalidBucketName"],
  [
    "a bucket in another region than the endpoint's",
    { Bucket: "demo", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } },
    "IllegalLocationConstraintException",
  ],
  ["a bucket that is one's own already", { Bucket: "state-demo" }, "BucketAlreadyOwnedByYou"],
] as const)("%s is refused", ([, input, code]) => {
  const { aws } = withBucket();
  expect(() => aws.call("s3", "CreateBucket", input)).toThrow(expect.objectContaining({ code }));
});
