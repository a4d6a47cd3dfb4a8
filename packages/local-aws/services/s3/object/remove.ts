import type { Context } from "../../../core/call.ts";
import { findBucket } from "../bucket/store.ts";
import { objectKey, objects } from "./store.ts";

/** Takes one version away for good, or puts a marker over all of them. */
export function removeObject(context: Context, bucketName: string, key: string, versionId?: string) {
  const bucket = findBucket(context, bucketName);
  const id = objectKey(bucketName, key);
  const versions = context.use(objects).get(id)?.versions ?? [];
  if (versionId !== undefined) {
    const gone = versions.find((one) => one.versionId === versionId);
    const kept = versions.filter((one) => one.versionId !== versionId);
    if (kept.length === 0) context.use(objects).delete(id);
    else context.use(objects).put(id, { bucket: bucketName, key, versions: kept });
    return {
      VersionId: versionId,
      ...(gone !== undefined && gone.body === undefined && { DeleteMarker: true }),
    };
  }
  if (bucket.versioning === undefined) {
    context.use(objects).delete(id);
    return {};
  }
  const marker = {
    versionId: bucket.versioning === "Enabled" ? context.ids.alphanumeric(32) : "null",
    etag: "",
    size: 0,
    modifiedAt: context.now,
    contentType: "",
    headers: {},
  };
  const kept = versions.filter((one) => one.versionId !== "null" || marker.versionId !== "null");
  context.use(objects).put(id, { bucket: bucketName, key, versions: [marker, ...kept] });
  return { VersionId: marker.versionId, DeleteMarker: true };
}
