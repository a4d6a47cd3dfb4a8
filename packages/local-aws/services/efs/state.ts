import type { Context } from "../../core/call.ts";
import { collection } from "../../core/collection.ts";
import { AwsError } from "../../core/errors.ts";
import type * as Api from "../../models/types/elasticfilesystem.d.ts";

export interface FileSystem extends Omit<Api.FileSystemDescription, "NumberOfMountTargets"> {
  readonly FileSystemArn: string;
  readonly policy?: string | undefined;
  readonly backup: Api.Status;
  readonly lifecycle: Api.LifecyclePolicies;
}

export interface MountTarget extends Api.MountTargetDescription {
  readonly VpcId: string;
  readonly NetworkInterfaceId: string;
}

export interface AccessPoint extends Api.AccessPointDescription {
  readonly AccessPointId: string;
  readonly AccessPointArn: string;
  readonly FileSystemId: string;
}

export const fileSystems = collection<FileSystem>("efs/file-systems", "region", (value) => ({
  id: value.FileSystemId,
  arn: value.FileSystemArn,
}));
export const mountTargets = collection<MountTarget>("efs/mount-targets", "region", (value) => ({
  id: value.MountTargetId,
}));
export const accessPoints = collection<AccessPoint>("efs/access-points", "region", (value) => ({
  id: value.AccessPointId,
  arn: value.AccessPointArn,
}));

/** EFS repeats the code and writes the message large. */
export const efsError = (code: string, message: string, details: Readonly<Record<string, string>> = {}) =>
  new AwsError(code, message, { details: { ErrorCode: code, Message: message, ...details } });

/** An id, or the ARN that ends with it. */
const idIn = (idOrArn: string) => idOrArn.split("/").at(-1) ?? "";

export function findFileSystem(context: Context, idOrArn: string): FileSystem {
  const found = context.use(fileSystems).get(idIn(idOrArn));
  if (found === undefined) throw efsError("FileSystemNotFound", `File system '${idOrArn}' does not exist.`);
  return found;
}

/** Most changes are refused until it is there and once it is going. */
export function findAvailable(context: Context, idOrArn: string): FileSystem {
  const found = findFileSystem(context, idOrArn);
  if (found.LifeCycleState !== "available") {
    throw efsError(
      "IncorrectFileSystemLifeCycleState",
      `File system '${found.FileSystemId}' is ${found.LifeCycleState}, it must be available.`,
    );
  }
  return found;
}

export function findMountTarget(context: Context, id: string): MountTarget {
  const found = context.use(mountTargets).get(id);
  if (found === undefined) throw efsError("MountTargetNotFound", `Mount target '${id}' does not exist.`);
  return found;
}

export function findAccessPoint(context: Context, idOrArn: string): AccessPoint {
  const found = context.use(accessPoints).get(idIn(idOrArn));
  if (found === undefined) throw efsError("AccessPointNotFound", `Access point '${idOrArn}' does not exist.`);
  return found;
}

export const targetsOf = (context: Context, fileSystemId: string): readonly MountTarget[] =>
  context
    .use(mountTargets)
    .list()
    .filter((target) => target.FileSystemId === fileSystemId);

/** A file system as the API shows it. */
export function describedFileSystem(
  context: Context,
  { policy: _policy, backup: _backup, lifecycle: _lifecycle, ...shown }: FileSystem,
): Api.FileSystemDescription {
  return {
    ...shown,
    NumberOfMountTargets: targetsOf(context, shown.FileSystemId).length,
    Name: nameIn(shown.Tags),
  };
}

export const nameIn = (tags: Api.Tags): string | undefined => tags.find(({ Key }) => Key === "Name")?.Value;

/** Tags over others. */
export const mergedTags = (before: Api.Tags, added: Api.Tags): Api.Tags => [
  ...before.filter(({ Key }) => !added.some((tag) => tag.Key === Key)),
  ...added,
];

/** What carries tags: a file system or an access point, by its id or ARN. */
export function findTagged(context: Context, idOrArn: string) {
  const isPoint = idIn(idOrArn).startsWith("fsap-");
  const tags = isPoint ? findAccessPoint(context, idOrArn).Tags : findFileSystem(context, idOrArn).Tags;
  return {
    tags: tags ?? [],
    put: (Tags: Api.Tags) => {
      if (isPoint) context.use(accessPoints).patch(idIn(idOrArn), { Tags, Name: nameIn(Tags) });
      else context.use(fileSystems).patch(idIn(idOrArn), { Tags });
    },
  };
}
