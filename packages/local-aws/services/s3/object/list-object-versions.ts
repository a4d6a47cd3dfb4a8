import { NotImplemented } from "../../../core/errors.ts";
import { findBucket } from "../bucket/store.ts";
import { s3 } from "../operation.ts";
import { objectKey, objects } from "./store.ts";

/** One page with everything. */
export const listObjectVersions = s3(
  "ListObjectVersions",
  (call) => {
    const {
      Bucket,
      Prefix = "",
      MaxKeys = 1000,
      Delimiter,
      KeyMarker,
      VersionIdMarker,
      EncodingType,
    } = call.input;
    if (Delimiter !== undefined && Delimiter !== "")
      throw new NotImplemented("s3:ListObjectVersions delimiter");
    if ((KeyMarker ?? "") !== "" || (VersionIdMarker ?? "") !== "")
      throw new NotImplemented("s3:ListObjectVersions markers");
    findBucket(call, Bucket);
    const all = call
      .use(objects)
      .list(objectKey(Bucket, Prefix))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
      .flatMap(({ key, versions }) =>
        versions.map((version, index) => ({ key, version, isLatest: index === 0 })),
      );
    const shown = (key: string) =>
      EncodingType === "url" ? encodeURIComponent(key).replaceAll("%2F", "/") : key;
    const common = ({ key, version, isLatest }: (typeof all)[number]) => ({
      Key: shown(key),
      VersionId: version.versionId,
      IsLatest: isLatest,
      LastModified: version.modifiedAt,
      Owner: { ID: call.account },
    });
    return {
      Name: Bucket,
      Prefix,
      MaxKeys,
      IsTruncated: false,
      ...(EncodingType !== undefined && { EncodingType }),
      Versions: all
        .filter(({ version }) => version.body !== undefined)
        .map((one) => ({
          ...common(one),
          ETag: one.version.etag,
          Size: one.version.size,
          StorageClass: "STANDARD" as const,
        })),
      DeleteMarkers: all.filter(({ version }) => version.body === undefined).map(common),
    };
  },
  { pagination: "own" },
);
