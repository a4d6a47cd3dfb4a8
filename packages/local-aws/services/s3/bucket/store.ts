import type { Context } from "../../../core/call.ts";
import { collection } from "../../../core/collection.ts";
import { AwsError } from "../../../core/errors.ts";

export interface StoredBucket {
  readonly name: string;
  readonly region: string;
  readonly createdAt: number;
  readonly versioning?: "Enabled" | "Suspended";
  readonly tags: Readonly<Record<string, string>>;
  /** Configurations of a bucket that are only kept and shown, by the name of the part. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

export const buckets = collection<StoredBucket>("s3/buckets", "account", ({ name }) => ({
  id: name,
  arn: `arn:aws:s3:::${name}`,
}));

/** Accounts by the names of their buckets, which are unique in all of AWS. */
export const owners = collection<string>("s3/bucket-owners", "global");

export function findBucket(context: Context, name: string): StoredBucket {
  const owner = context.use(owners).get(name);
  if (owner !== undefined && owner !== context.account) {
    throw new AwsError("AccessDenied", "Access Denied", { status: 403 });
  }
  const bucket = context.use(buckets).get(name);
  if (bucket === undefined) {
    throw new AwsError("NoSuchBucket", "The specified bucket does not exist", {
      status: 404,
      details: { BucketName: name },
    });
  }
  if (bucket.region !== context.region) {
    throw new AwsError(
      "PermanentRedirect",
      "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
      { status: 301, details: { Bucket: name, Region: bucket.region } },
    );
  }
  return bucket;
}
