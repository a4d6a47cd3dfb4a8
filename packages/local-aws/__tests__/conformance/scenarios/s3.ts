import { policyDocument, type Scenario, something, stepsOf } from "../scenario.ts";

const call = stepsOf("s3");
const Bucket = "conf-state-of-clusters";
const Key = "clusters/demo.tfstate";
const encryption = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }] };
const block = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};
const rule = {
  ID: "old",
  Status: "Enabled",
  Filter: { Prefix: "" },
  NoncurrentVersionExpiration: { NoncurrentDays: 30 },
};
const Policy = policyDocument("s3:GetObject")
  .replace('"Effect"', '"Principal":"*","Effect"')
  .replace('"*"}]', `"arn:aws:s3:::${Bucket}/*"}]`);

export const s3: Scenario = {
  name: "s3",
  steps: [
    call("CreateBucket", { Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-central-1" } }),
    call("HeadBucket", { Bucket }),
    call("HeadBucket", { Bucket: "conf-none-of-that-name" }, { fails: "404" }),
    call("ListBuckets", {}, { expect: { Buckets: [{ Name: Bucket, CreationDate: something }] } }),
    call("GetBucketLocation", { Bucket }, { expect: { LocationConstraint: "eu-central-1" } }),
    call("GetBucketAcl", { Bucket }, { expect: { Grants: [{ Permission: "FULL_CONTROL" }] } }),
    call("PutBucketTagging", { Bucket, Tagging: { TagSet: [{ Key: "a", Value: "1" }] } }),
    call("GetBucketTagging", { Bucket }, { expect: { TagSet: [{ Key: "a", Value: "1" }] } }),
    call("DeleteBucketTagging", { Bucket }),
    call("GetBucketTagging", { Bucket }, { fails: "NoSuchTagSet" }),
    call("PutBucketVersioning", { Bucket, VersioningConfiguration: { Status: "Enabled" } }),
    call("GetBucketVersioning", { Bucket }, { expect: { Status: "Enabled" } }),
    call("PutBucketEncryption", { Bucket, ServerSideEncryptionConfiguration: encryption }),
    call("GetBucketEncryption", { Bucket }, { expect: { ServerSideEncryptionConfiguration: encryption } }),
    call("DeleteBucketEncryption", { Bucket }),
    call("PutPublicAccessBlock", { Bucket, PublicAccessBlockConfiguration: block }),
    call("GetPublicAccessBlock", { Bucket }, { expect: { PublicAccessBlockConfiguration: block } }),
    call("DeletePublicAccessBlock", { Bucket }),
    call("PutBucketOwnershipControls", {
      Bucket,
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    }),
    call(
      "GetBucketOwnershipControls",
      { Bucket },
      { expect: { OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] } } },
    ),
    call("DeleteBucketOwnershipControls", { Bucket }),
    call("PutBucketLifecycleConfiguration", { Bucket, LifecycleConfiguration: { Rules: [rule] } }),
    call(
      "GetBucketLifecycleConfiguration",
      { Bucket },
      { expect: { Rules: [{ ID: "old", Status: "Enabled" }] } },
    ),
    call("DeleteBucketLifecycle", { Bucket }),
    call("GetBucketLifecycleConfiguration", { Bucket }, { fails: "NoSuchLifecycleConfiguration" }),
    call("PutBucketPolicy", { Bucket, Policy }),
    call("GetBucketPolicy", { Bucket }, { expect: { Policy: /s3:GetObject/ } }),
    call("DeleteBucketPolicy", { Bucket }),
    call("GetBucketPolicy", { Bucket }, { fails: "NoSuchBucketPolicy" }),
    call("PutBucketCors", {
      Bucket,
      CORSConfiguration: { CORSRules: [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"] }] },
    }),
    call("GetBucketCors", { Bucket }, { expect: { CORSRules: [{ AllowedMethods: ["GET"] }] } }),
    call("DeleteBucketCors", { Bucket }),
    call("PutBucketLogging", { Bucket, BucketLoggingStatus: {} }),
    call("GetBucketLogging", { Bucket }),
    call("GetBucketWebsite", { Bucket }, { fails: "NoSuchWebsiteConfiguration" }),
    call("GetBucketReplication", { Bucket }, { fails: "ReplicationConfigurationNotFoundError" }),
    call("GetBucketAccelerateConfiguration", { Bucket }),
    call("GetBucketRequestPayment", { Bucket }, { expect: { Payer: "BucketOwner" } }),
    call("GetObjectLockConfiguration", { Bucket }, { fails: "ObjectLockConfigurationNotFoundError" }),
    call("GetBucketNotificationConfiguration", { Bucket }),
    call(
      "PutObject",
      { Bucket, Key, Body: "state", ContentType: "application/json" },
      { as: "put", expect: { ETag: /^"\w{32}"$/, VersionId: something } },
    ),
    call("PutObject", { Bucket, Key: `${Key}.tflock`, Body: "lock", IfNoneMatch: "*" }, { as: "lock" }),
    call(
      "PutObject",
      { Bucket, Key: `${Key}.tflock`, Body: "lock", IfNoneMatch: "*" },
      { fails: "PreconditionFailed" },
    ),
    call(
      "GetObject",
      { Bucket, Key },
      { expect: { Body: "state", ContentType: "application/json", ContentLength: 5 } },
    ),
    call("HeadObject", { Bucket, Key }, { expect: { ContentLength: 5, VersionId: "{put.VersionId}" } }),
    call("HeadObject", { Bucket, Key: "none" }, { fails: "404" }),
    call("GetObject", { Bucket, Key: "none" }, { fails: "NoSuchKey" }),
    call("PutObjectTagging", { Bucket, Key, Tagging: { TagSet: [{ Key: "t", Value: "1" }] } }),
    call("GetObjectTagging", { Bucket, Key }, { expect: { TagSet: [{ Key: "t", Value: "1" }] } }),
    call("ListObjects", { Bucket, Prefix: "clusters/" }, { expect: { Contents: [{ Key, Size: 5 }] } }),
    call(
      "ListObjectsV2",
      { Bucket, Delimiter: "/" },
      { expect: { CommonPrefixes: [{ Prefix: "clusters/" }], KeyCount: 1 } },
    ),
    call("DeleteObject", { Bucket, Key }, { as: "deleted", expect: { DeleteMarker: true } }),
    call(
      "ListObjectVersions",
      { Bucket },
      { expect: { Versions: [{ Key, VersionId: "{put.VersionId}" }], DeleteMarkers: [{ Key }] } },
    ),
    call("DeleteBucket", { Bucket }, { fails: "BucketNotEmpty" }),
    call(
      "DeleteObjects",
      {
        Bucket,
        Delete: {
          Objects: [
            { Key, VersionId: "{put.VersionId}" },
            { Key, VersionId: "{deleted.VersionId}" },
            { Key: `${Key}.tflock`, VersionId: "{lock.VersionId}" },
          ],
        },
      },
      { expect: { Deleted: [{ Key }] } },
    ),
    call("DeleteBucket", { Bucket }),
  ],
};
