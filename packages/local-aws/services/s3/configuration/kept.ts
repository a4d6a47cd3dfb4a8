import type { Call, Operation, OperationName } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import { buckets, findBucket, type StoredBucket } from "../bucket/store.ts";
import { s3 } from "../operation.ts";

type Name = OperationName<"s3">;

/** A part of a bucket's configuration that is put, shown and taken away, and does nothing in the local AWS. */
interface Part {
  /** Under which it is kept. */
  readonly key: string;
  readonly get: Name;
  readonly put?: Name;
  readonly remove?: Name;
  /** Member of the put's input; the answer to the get is its content, under `shown` if that is given. */
  readonly member?: string;
  readonly shown?: string;
  /** What the get answers while there is none. */
  readonly none: readonly [code: string, message: string] | object;
}

const PARTS: readonly Part[] = [
  {
    key: "encryption",
    get: "GetBucketEncryption",
    put: "PutBucketEncryption",
    remove: "DeleteBucketEncryption",
    member: "ServerSideEncryptionConfiguration",
    shown: "ServerSideEncryptionConfiguration",
    none: [
      "ServerSideEncryptionConfigurationNotFoundError",
      "The server side encryption configuration was not found",
    ],
  },
  {
    key: "publicAccessBlock",
    get: "GetPublicAccessBlock",
    put: "PutPublicAccessBlock",
    remove: "DeletePublicAccessBlock",
    member: "PublicAccessBlockConfiguration",
    shown: "PublicAccessBlockConfiguration",
    none: ["NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found"],
  },
  {
    key: "ownershipControls",
    get: "GetBucketOwnershipControls",
    put: "PutBucketOwnershipControls",
    remove: "DeleteBucketOwnershipControls",
    member: "OwnershipControls",
    shown: "OwnershipControls",
    none: ["OwnershipControlsNotFoundError", "The bucket ownership controls were not found"],
  },
  {
    key: "lifecycle",
    get: "GetBucketLifecycleConfiguration",
    put: "PutBucketLifecycleConfiguration",
    remove: "DeleteBucketLifecycle",
    member: "LifecycleConfiguration",
    none: ["NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"],
  },
  {
    key: "policy",
    get: "GetBucketPolicy",
    put: "PutBucketPolicy",
    remove: "DeleteBucketPolicy",
    member: "Policy",
    shown: "Policy",
    none: ["NoSuchBucketPolicy", "The bucket policy does not exist"],
  },
  {
    key: "cors",
    get: "GetBucketCors",
    put: "PutBucketCors",
    remove: "DeleteBucketCors",
    member: "CORSConfiguration",
    none: ["NoSuchCORSConfiguration", "The CORS configuration does not exist"],
  },
  {
    key: "logging",
    get: "GetBucketLogging",
    put: "PutBucketLogging",
    member: "BucketLoggingStatus",
    none: {},
  },
  {
    key: "website",
    get: "GetBucketWebsite",
    none: ["NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration"],
  },
  {
    key: "replication",
    get: "GetBucketReplication",
    none: ["ReplicationConfigurationNotFoundError", "The replication configuration was not found"],
  },
  { key: "accelerate", get: "GetBucketAccelerateConfiguration", none: {} },
  { key: "requestPayment", get: "GetBucketRequestPayment", none: { Payer: "BucketOwner" } },
  {
    key: "objectLock",
    get: "GetObjectLockConfiguration",
    none: [
      "ObjectLockConfigurationNotFoundError",
      "Object Lock configuration does not exist for this bucket",
    ],
  },
  { key: "notification", get: "GetBucketNotificationConfiguration", none: {} },
];

const bucketOf = (call: Call): StoredBucket =>
  findBucket(call, String((call.input as { Bucket?: string }).Bucket));

function put(call: Call, key: string, value: unknown): void {
  const bucket = bucketOf(call);
  const { [key]: _before, ...rest } = bucket.configuration;
  call
    .use(buckets)
    .patch(bucket.name, { configuration: value === undefined ? rest : { ...rest, [key]: value } });
}

function operationsOf({
  key,
  get,
  put: putName,
  remove,
  member = "",
  shown,
  none,
}: Part): readonly Operation[] {
  return [
    s3(get, (call) => {
      const found = bucketOf(call).configuration[key];
      if (found !== undefined) return (shown === undefined ? found : { [shown]: found }) as never;
      if (Array.isArray(none)) throw new AwsError(String(none[0]), String(none[1]), { status: 404 });
      return none as never;
    }),
    ...(putName === undefined
      ? []
      : [
          s3(putName, (call) => {
            put(call, key, (call.input as unknown as Readonly<Record<string, unknown>>)[member]);
            return {} as never;
          }),
        ]),
    ...(remove === undefined
      ? []
      : [
          s3(remove, (call) => {
            put(call, key, undefined);
            return {} as never;
          }),
        ]),
  ];
}

export const configurationOperations: readonly Operation[] = PARTS.flatMap(operationsOf);
