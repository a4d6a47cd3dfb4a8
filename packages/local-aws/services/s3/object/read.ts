import type { Context } from "../../../core/call.ts";
import { AwsError, NotImplemented } from "../../../core/errors.ts";
import { findBucket } from "../bucket/store.ts";
import { findVersion, preconditionFailed } from "./store.ts";

export interface ReadRequest {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string | undefined;
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly Range?: string | undefined;
  readonly ChecksumMode?: string | undefined;
  readonly PartNumber?: number | undefined;
}

/** What GetObject and HeadObject have in common. */
export function read(context: Context, input: ReadRequest) {
  const {
    Bucket,
    Key,
    VersionId,
    IfMatch,
    IfNoneMatch,
    Range: range,
    ChecksumMode: mode,
    PartNumber,
  } = input;
  if (PartNumber !== undefined) throw new NotImplemented("s3:GetObject by part");
  const bucket = findBucket(context, Bucket);
  const version = findVersion(context, Bucket, Key, VersionId);
  const bare = (etag: string) => etag.replaceAll('"', "");
  if (IfMatch !== undefined && bare(IfMatch) !== bare(version.etag)) throw preconditionFailed("If-Match");
  if (IfNoneMatch !== undefined && bare(IfNoneMatch) === bare(version.etag))
    throw new AwsError("NotModified", "Not Modified", { status: 304 });
  const whole = Buffer.from(version.body ?? "", "base64");
  const match = range === undefined ? null : /^bytes=(\d*)-(\d*)$/.exec(range);
  const start =
    match === null ? 0 : match[1] === "" ? Math.max(0, whole.length - Number(match[2])) : Number(match[1]);
  const end =
    match === null || match[1] === "" || match[2] === ""
      ? whole.length
      : Math.min(whole.length, Number(match[2]) + 1);
  if (match !== null && start >= whole.length)
    throw new AwsError("InvalidRange", "The requested range is not satisfiable", { status: 416 });
  const { tagging: _tagging, ...headers } = version.headers as Readonly<Record<string, unknown>>;
  const shown = Object.fromEntries(
    Object.entries(headers).filter(([name]) => mode === "ENABLED" || !name.startsWith("Checksum")),
  );
  return {
    body: new Uint8Array(whole.subarray(start, end)),
    head: {
      ...shown,
      ETag: version.etag,
      LastModified: version.modifiedAt,
      ContentLength: end - start,
      ContentType: version.contentType,
      AcceptRanges: "bytes",
      ...(match !== null && { ContentRange: `bytes ${start}-${end - 1}/${whole.length}` }),
      ...(bucket.versioning !== undefined && { VersionId: version.versionId }),
    },
  };
}
