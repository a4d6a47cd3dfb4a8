import { AwsError, NotImplemented } from "../../../core/errors.ts";
import { s3 } from "../operation.ts";
import { buckets, owners } from "./store.ts";

export const createBucket = s3("CreateBucket", (call) => {
  const {
    Bucket: name,
    CreateBucketConfiguration: configuration,
    ObjectOwnership: ownership = "BucketOwnerEnforced",
    ObjectLockEnabledForBucket: lock,
  } = call.input;
  if (lock === true) throw new NotImplemented("s3:CreateBucket with object lock");
  if (
    !/^(?!xn--|sthree-)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) ||
    /\.\.|^\d+\.\d+\.\d+\.\d+$|-s3alias$/.test(name)
  ) {
    throw new AwsError("InvalidBucketName", "The specified bucket is not valid.", {
      status: 400,
      details: { BucketName: name },
    });
  }
  const location = configuration?.LocationConstraint ?? "us-east-1";
  if (location !== call.region) {
    throw new AwsError(
      "IllegalLocationConstraintException",
      `The ${location === "us-east-1" ? "unspecified" : location} location constraint is incompatible for the region specific endpoint this request was sent to.`,
      { status: 400 },
    );
  }
  const owner = call.use(owners).get(name);
  if (owner !== undefined && owner !== call.account) {
    throw new AwsError(
      "BucketAlreadyExists",
      "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
      { status: 409 },
    );
  }
  if (owner !== undefined) {
    throw new AwsError(
      "BucketAlreadyOwnedByYou",
      "Your previous request to create the named bucket succeeded and you already own it.",
      { status: 409, details: { BucketName: name } },
    );
  }
  call.use(owners).put(name, call.account);
  call.use(buckets).put(name, {
    name,
    region: call.region,
    createdAt: call.now,
    tags: Object.fromEntries((configuration?.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
    // What every new bucket has: encrypted, closed to the public, no ACLs.
    configuration: {
      encryption: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
      },
      ownershipControls: { Rules: [{ ObjectOwnership: ownership }] },
      publicAccessBlock: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    },
  });
  return { Location: `/${name}`, BucketArn: `arn:${call.partition}:s3:::${name}` };
});
