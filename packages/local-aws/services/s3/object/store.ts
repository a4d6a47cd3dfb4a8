import type { Context } from "../../../core/call.ts";
import { collection } from "../../../core/collection.ts";
import { AwsError } from "../../../core/errors.ts";

export interface ObjectVersion {
  /** `null` while the bucket keeps no versions. */
  readonly versionId: string;
  /** Base64; undefined marks a deletion. */
  readonly body?: string;
  /** In quotes. */
  readonly etag: string;
  readonly size: number;
  readonly modifiedAt: number;
  readonly contentType: string;
  /** Further headers that come back with the object. */
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
  /** Newest first. */
  readonly versions: readonly ObjectVersion[];
}

/** By `bucket/key`. They live and are listed with their bucket. */
export const objects = collection<StoredObject>("s3/objects", "account");

export const objectKey = (bucket: string, key: string): string => `${bucket}/${key}`;

export const current = (context: Context, bucket: string, key: string): ObjectVersion | undefined => {
  const [newest] = context.use(objects).get(objectKey(bucket, key))?.versions ?? [];
  return newest?.body === undefined ? undefined : newest;
};

/** A version, or the newest. Throws what S3 throws when there is none. */
export function findVersion(
  context: Context,
  bucket: string,
  key: string,
  versionId?: string,
): ObjectVersion {
  const missing = () =>
    new AwsError("NoSuchKey", "The specified key does not exist.", { status: 404, details: { Key: key } });
  const versions = context.use(objects).get(objectKey(bucket, key))?.versions ?? [];
  if (versionId === undefined) {
    const [newest] = versions;
    if (newest === undefined || newest.body === undefined) throw missing();
    return newest;
  }
  const found = versions.find((one) => one.versionId === versionId);
  if (found === undefined)
    throw new AwsError("NoSuchVersion", "The specified version does not exist.", {
      status: 404,
      details: { Key: key, VersionId: versionId },
    });
  if (found.body === undefined)
    throw new AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.", {
      status: 405,
    });
  return found;
}

export const preconditionFailed = (condition: string): AwsError =>
  new AwsError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", {
    status: 412,
    details: { Condition: condition },
  });

/** Conditional writes: `If-None-Match: *` wants nothing there, `If-Match` wants exactly that there. */
export function checkWriteConditions(
  context: Context,
  bucket: string,
  key: string,
  ifMatch: string | undefined,
  ifNoneMatch: string | undefined,
): void {
  const now = current(context, bucket, key);
  if (ifNoneMatch !== undefined && now !== undefined && (ifNoneMatch === "*" || ifNoneMatch === now.etag))
    throw preconditionFailed("If-None-Match");
  if (ifMatch === undefined || ifMatch === "*") return;
  if (now === undefined)
    throw new AwsError("NoSuchKey", "The specified key does not exist.", {
      status: 404,
      details: { Key: key },
    });
  if (ifMatch.replaceAll('"', "") !== now.etag.replaceAll('"', "")) throw preconditionFailed("If-Match");
}

/** Members of a put that come back with the object. */
export const ECHOED = [
  "CacheControl",
  "ContentDisposition",
  "ContentEncoding",
  "ContentLanguage",
  "Metadata",
  "StorageClass",
  "WebsiteRedirectLocation",
] as const;
