import type { Context } from "../../../core/call.ts";
import { collection } from "../../../core/collection.ts";
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

/** How often each policy is attached and how often it is a boundary, by ARN; counted once for a whole list. */
export interface Usage {
  readonly attached: ReadonlyMap<string, number>;
  readonly boundary: ReadonlyMap<string, number>;
}

export function usageOf(context: Context): Usage {
  const [attached, boundary] = [new Map<string, number>(), new Map<string, number>()];
  const count = (map: Map<string, number>, arn: string) => map.set(arn, (map.get(arn) ?? 0) + 1);
  for (const role of context.use(roles).list()) {
    for (const arn of role.attached) count(attached, arn);
    if (role.boundaryArn !== undefined) count(boundary, role.boundaryArn);
  }
  return { attached, boundary };
}

export const attachedTo = (context: Context, arn: string) =>
  context
    .use(roles)
    .list()
    .filter(({ attached }) => attached.includes(arn));

export function showPolicy(context: Context, policy: StoredPolicy, usage = usageOf(context)): Policy {
  const { PolicyName, PolicyId, Arn, Path, DefaultVersionId, CreateDate, UpdateDate, Description } = policy;
  return {
    PolicyName,
    PolicyId,
    Arn,
    Path,
    DefaultVersionId,
    AttachmentCount: usage.attached.get(Arn) ?? 0,
    PermissionsBoundaryUsageCount: usage.boundary.get(Arn) ?? 0,
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
  usage = usageOf(context),
): Policy {
  const arn = `arn:${context.partition}:iam::aws:policy${path}${name}`;
  return {
    PolicyName: name,
    PolicyId: `ANPA${Buffer.from(name).toString("hex").toUpperCase().replaceAll(/[01]/g, "Z").padEnd(17, "A").slice(-17)}`,
    Arn: arn,
    Path: path,
    DefaultVersionId: versionId,
    AttachmentCount: usage.attached.get(arn) ?? 0,
    PermissionsBoundaryUsageCount: usage.boundary.get(arn) ?? 0,
    IsAttachable: true,
    CreateDate: createdAt,
    UpdateDate: createdAt,
    Tags: [],
  };
}
