import type { Service } from "../../core/call.ts";
import { createBucket } from "./bucket/create-bucket.ts";
import { deleteBucket } from "./bucket/delete-bucket.ts";
import { getBucketLocation } from "./bucket/get-bucket-location.ts";
import { headBucket } from "./bucket/head-bucket.ts";
import { listBuckets } from "./bucket/list-buckets.ts";
import { getBucketAcl } from "./configuration/get-bucket-acl.ts";
import { configurationOperations } from "./configuration/kept.ts";
import { deleteBucketTagging, getBucketTagging, putBucketTagging } from "./configuration/tagging.ts";
import { getBucketVersioning, putBucketVersioning } from "./configuration/versioning.ts";
import { deleteObject } from "./object/delete-object.ts";
import { deleteObjects } from "./object/delete-objects.ts";
import { getObject } from "./object/get-object.ts";
import { headObject } from "./object/head-object.ts";
import { listObjectVersions } from "./object/list-object-versions.ts";
import { listObjects } from "./object/list-objects.ts";
import { listObjectsV2 } from "./object/list-objects-v2.ts";
import { getObjectTagging, putObjectTagging } from "./object/object-tagging.ts";
import { putObject } from "./object/put-object.ts";

export const s3: Service = {
  name: "s3",
  operations: [
    createBucket,
    deleteBucket,
    deleteBucketTagging,
    deleteObject,
    deleteObjects,
    getBucketAcl,
    getBucketLocation,
    getBucketTagging,
    getBucketVersioning,
    getObject,
    getObjectTagging,
    headBucket,
    headObject,
    listBuckets,
    listObjectVersions,
    listObjects,
    listObjectsV2,
    putBucketTagging,
    putBucketVersioning,
    putObject,
    putObjectTagging,
    ...configurationOperations,
  ],
};
