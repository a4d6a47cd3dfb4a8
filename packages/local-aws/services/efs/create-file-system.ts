import { type Context, operation } from "../../core/call.ts";
import { DURATIONS } from "../../core/durations.ts";
import { AwsError } from "../../core/errors.ts";
import { describedFileSystem, efsError, type FileSystem, fileSystems } from "./state.ts";
import { fileSystemStep } from "./steps.ts";
import { requireThroughput } from "./throughput.ts";

export const createFileSystem = operation(
  "elasticfilesystem",
  "CreateFileSystem",
  (call) => {
    const { CreationToken, PerformanceMode = "generalPurpose", Encrypted, KmsKeyId, Tags = [] } = call.input;
    const { AvailabilityZoneName, Backup, ThroughputMode = "bursting" } = call.input;
    const { ProvisionedThroughputInMibps } = call.input;
    const taken = call
      .use(fileSystems)
      .list()
      .find((other) => other.CreationToken === CreationToken);
    if (taken !== undefined) {
      const { FileSystemId } = taken;
      throw efsError(
        "FileSystemAlreadyExists",
        `File system '${FileSystemId}' already exists with creation token '${CreationToken}'`,
        { FileSystemId },
      );
    }
    if (KmsKeyId !== undefined && Encrypted !== true)
      throw efsError("BadRequest", "KmsKeyId is only for file systems with Encrypted true.");
    requireThroughput(ThroughputMode, ProvisionedThroughputInMibps);
    if (PerformanceMode === "maxIO" && (ThroughputMode === "elastic" || AvailabilityZoneName !== undefined))
      throw efsError(
        "BadRequest",
        "PerformanceMode maxIO goes neither with elastic throughput nor with One Zone.",
      );
    const FileSystemId = `fs-${call.ids.hex(17)}`;
    const created: FileSystem = {
      OwnerId: call.account,
      CreationToken,
      FileSystemId,
      FileSystemArn: `arn:${call.partition}:elasticfilesystem:${call.region}:${call.account}:file-system/${FileSystemId}`,
      CreationTime: call.now,
      LifeCycleState: "creating",
      SizeInBytes: { Value: 6144, ValueInIA: 0, ValueInStandard: 6144, ValueInArchive: 0 },
      PerformanceMode,
      Encrypted: Encrypted ?? false,
      ...(Encrypted === true && { KmsKeyId: keyArn(call, KmsKeyId) }),
      ThroughputMode,
      ProvisionedThroughputInMibps,
      ...(AvailabilityZoneName !== undefined && zone(call, AvailabilityZoneName)),
      Tags,
      FileSystemProtection: { ReplicationOverwriteProtection: "ENABLED" },
      // One Zone is backed up unless told otherwise.
      backup: (Backup ?? AvailabilityZoneName !== undefined) ? "ENABLED" : "DISABLED",
      lifecycle: [],
    };
    call.use(fileSystems).put(FileSystemId, created);
    call.schedule(DURATIONS.efs.fileSystem, fileSystemStep, { id: FileSystemId });
    return describedFileSystem(call, created);
  },
  { repeats: "own" },
);

function keyArn(context: Context, asked: string | undefined): string {
  if (asked === undefined)
    return `arn:${context.partition}:kms:${context.region}:${context.account}:key/${context.ids.uuid()}`;
  try {
    const { KeyMetadata } = context.invoke("kms", "DescribeKey", { KeyId: asked });
    return KeyMetadata?.Arn ?? asked;
  } catch (error) {
    if (error instanceof AwsError) throw efsError("BadRequest", `KMS key ${asked}: ${error.message}`);
    throw error;
  }
}

function zone(context: Context, name: string) {
  const { AvailabilityZones = [] } = context.invoke("ec2", "DescribeAvailabilityZones", {});
  const found = AvailabilityZones.find(({ ZoneName }) => ZoneName === name);
  if (found === undefined)
    throw efsError("UnsupportedAvailabilityZone", `The Availability Zone '${name}' is not supported.`);
  return { AvailabilityZoneName: name, AvailabilityZoneId: found.ZoneId };
}
