import type { Context } from "../../../core/call.ts";
import { collection } from "../../../core/store.ts";
import type { Policy } from "../../../models/types/iam.d.ts";
import { noSuchEntity } from "../names.ts";
import { roles } from "../role/store.ts";
import type { Tag } from "../tag.ts";
import { type AwsManagedPolicy, managedPolicy } from "./managed.ts";

export interface StoredPolicyVersion {
  readonly id: string;
  readonly document: string;
  readonly createdAt: number;
}

export interface StoredPolicy {
  readonly Arn: string;
  readonly PolicyName: string;
  readonly PolicyId: string;
  readonly Path: string;
  readonly Description?: string;
  readonly CreateDate: number;
  readonly UpdateDate: number;
  readonly DefaultVersionId: string;
  /** Number of the newest version ever made. */
  readonly lastVersion: number;
  readonly versions: readonly StoredPolicyVersion[];
  readonly tags: readonly Tag[];
}

/** Customer managed policies, by ARN. */
export const policies = collection<StoredPolicy>("iam/policies", "account", ({ PolicyName, Arn }) => ({
  id: PolicyName,
  arn: Arn,
}));

export function findOwnPolicy(context: Context, arn: string): StoredPolicy {
  const policy = context.use(policies).get(arn);
  if (policy === undefined) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}

/** Refuses an ARN behind which there is no policy that could be attached. */
export function requirePolicy(context: Context, arn: string): void {
  if (!context.use(policies).has(arn) && managedPolicy(arn) === undefined) {
    throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  }
}

const usedAsBoundary = (context: Context, arn: string) =>
  context
    .use(roles)
    .list()
    .filter(({ boundaryArn }) => boundaryArn === arn).length;

export const attachedTo = (context: Context, arn: string) =>
  context
    .use(roles)
    .list()
    .filter(({ attached }) => attached.includes(arn));

export function showPolicy(context: Context, policy: StoredPolicy): Policy {
  const { PolicyName, PolicyId, Arn, Path, DefaultVersionId, CreateDate, UpdateDate, Description } = policy;
  return {
    PolicyName,
    PolicyId,
    Arn,
    Path,
    DefaultVersionId,
    AttachmentCount: attachedTo(context, Arn).length,
    PermissionsBoundaryUsageCount: usedAsBoundary(context, Arn),
    IsAttachable: true,
    CreateDate,
    UpdateDate,
    ...(Description !== undefined && { Description }),
    Tags: policy.tags,
  };
}

export function showManaged(
  context: Context,
  { name, path, versionId, createdAt }: AwsManagedPolicy,
): Policy {
  const arn = `arn:${context.partition}:iam::aws:policy${path}${name}`;
  return {
    PolicyName: name,
    PolicyId: `ANPA${Buffer.from(name).toString("hex").toUpperCase().replaceAll(/[01]/g, "Z").padEnd(17, "A").slice(-17)}`,
    Arn: arn,
    Path: path,
    DefaultVersionId: versionId,
    AttachmentCount: attachedTo(context, arn).length,
    PermissionsBoundaryUsageCount: usedAsBoundary(context, arn),
    IsAttachable: true,
    CreateDate: createdAt,
    UpdateDate: createdAt,
    Tags: [],
  };
}
