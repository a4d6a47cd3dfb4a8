import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import { collection } from "../../../core/store.ts";

export interface StoredBucket {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly createdAt: number;
  readonly versioning?: "Enabled" | "Suspended";
  readonly tags: Readonly<Record<string, string>>;
  /** Configurations of a bucket that are only kept and shown, by the name of the part. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

/** Names are unique in all of AWS. */
export const buckets = collection<StoredBucket>("s3/buckets", "global", ({ name }) => ({
  id: name,
  arn: `arn:aws:s3:::${name}`,
}));

export function findBucket(context: Context, name: string): StoredBucket {
  const bucket = context.use(buckets).get(name);
  if (bucket === undefined) {
    throw new AwsError("NoSuchBucket", "The specified bucket does not exist", {
      status: 404,
      details: { BucketName: name },
    });
  }
  if (bucket.account !== context.account)
    throw new AwsError("AccessDenied", "Access Denied", { status: 403 });
  if (bucket.region !== context.region) {
    throw new AwsError(
      "PermanentRedirect",
      "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
      {
        status: 301,
        details: { Bucket: name, Region: bucket.region },
      },
    );
  }
  return bucket;
}
