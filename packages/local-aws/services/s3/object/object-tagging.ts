import { findBucket } from "../bucket/store.ts";
import { s3 } from "../operation.ts";
import { findVersion, objectKey, objects } from "./store.ts";

const parse = (text: string) => [...new URLSearchParams(text)].map(([Key, Value]) => ({ Key, Value }));

export const getObjectTagging = s3("GetObjectTagging", (call) => {
  findBucket(call, call.input.Bucket);
  const version = findVersion(call, call.input.Bucket, call.input.Key, call.input.VersionId);
  return { TagSet: parse(String(version.headers["tagging"] ?? "")), VersionId: version.versionId };
});

export const putObjectTagging = s3("PutObjectTagging", (call) => {
  const { Bucket, Key, VersionId, Tagging } = call.input;
  findBucket(call, Bucket);
  const version = findVersion(call, Bucket, Key, VersionId);
  const tagging = new URLSearchParams(
    Tagging.TagSet.map((tag): [string, string] => [tag.Key, tag.Value]),
  ).toString();
  const stored = call.use(objects).get(objectKey(Bucket, Key));
  const versions = (stored?.versions ?? []).map((one) =>
    one === version ? { ...one, headers: { ...one.headers, tagging } } : one,
  );
  call.use(objects).patch(objectKey(Bucket, Key), { versions });
  return { VersionId: version.versionId };
});
