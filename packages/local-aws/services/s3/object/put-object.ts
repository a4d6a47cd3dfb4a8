import { createHash } from "node:crypto";
import { AwsError, NotImplemented } from "../../../core/errors.ts";
import { findBucket } from "../bucket/store.ts";
import { s3 } from "../operation.ts";
import { checkWriteConditions, ECHOED, objectKey, objects } from "./store.ts";

interface Encryption {
  readonly Rules?: readonly {
    readonly ApplyServerSideEncryptionByDefault?: {
      readonly SSEAlgorithm?: string;
      readonly KMSMasterKeyID?: string;
    };
  }[];
}

const CHECKSUMS = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const;

export const putObject = s3("PutObject", (call) => {
  const {
    Bucket: name,
    Key: key,
    Body: body = new Uint8Array(),
    ContentType = "application/octet-stream",
    ContentMD5: md5,
  } = call.input;
  const bucket = findBucket(call, name);
  if (call.input.ObjectLockMode !== undefined) throw new NotImplemented("s3:PutObject with object lock");
  const { ContentLength: _length, Tagging: tagging } = call.input;
  checkWriteConditions(call, name, key, call.input.IfMatch, call.input.IfNoneMatch);
  const digest = createHash("md5").update(body).digest();
  if (md5 !== undefined && md5 !== digest.toString("base64")) {
    throw new AwsError("BadDigest", "The Content-MD5 you specified did not match what we received.", {
      status: 400,
    });
  }
  const byDefault = (bucket.configuration["encryption"] as Encryption | undefined)?.Rules?.[0]
    ?.ApplyServerSideEncryptionByDefault;
  const algorithm =
    call.input.ServerSideEncryption ?? (byDefault?.SSEAlgorithm as "AES256" | undefined) ?? "AES256";
  const keyId = call.input.SSEKMSKeyId ?? byDefault?.KMSMasterKeyID;
  const checksums = Object.fromEntries(
    CHECKSUMS.flatMap((checksum) => {
      const value = call.input[`Checksum${checksum}`];
      return value === undefined ? [] : [[`Checksum${checksum}`, value]];
    }),
  );
  const encryption = {
    ServerSideEncryption: algorithm,
    ...(algorithm === "aws:kms" && keyId !== undefined && { SSEKMSKeyId: keyId }),
    ...(call.input.BucketKeyEnabled === true && { BucketKeyEnabled: true }),
  };
  const echoed = Object.fromEntries(
    ECHOED.flatMap((member) => (call.input[member] === undefined ? [] : [[member, call.input[member]]])),
  );
  const versionId = bucket.versioning === "Enabled" ? call.ids.alphanumeric(32) : "null";
  const version = {
    versionId,
    body: Buffer.from(body).toString("base64"),
    etag: `"${digest.toString("hex")}"`,
    size: body.length,
    modifiedAt: call.now,
    contentType: ContentType,
    headers: { ...encryption, ...echoed, ...checksums, ...(tagging !== undefined && { tagging }) },
  };
  const before = call.use(objects).get(objectKey(name, key))?.versions ?? [];
  const kept = before.filter((one) => one.versionId !== versionId || versionId !== "null");
  call.use(objects).put(objectKey(name, key), { bucket: name, key, versions: [version, ...kept] });
  return {
    ETag: version.etag,
    ...encryption,
    ...checksums,
    ...(bucket.versioning !== undefined && { VersionId: versionId }),
  };
});
