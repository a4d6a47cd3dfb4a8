import type { Context } from "../../../core/call.ts";
import { collection } from "../../../core/collection.ts";
import { AwsError } from "../../../core/errors.ts";
import type { KeyMetadata } from "../../../models/types/kms.d.ts";
import { aliases } from "../alias/store.ts";

export interface StoredKey extends KeyMetadata {
  readonly KeyId: string;
  readonly Arn: string;
  readonly KeyState: NonNullable<KeyMetadata["KeyState"]>;
  readonly policy: string;
  /** Days; undefined while rotation is off. */
  readonly rotationPeriod?: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** By id. A key that waits for its deletion is what is left of every destroyed one, so it is not listed. */
export const keys = collection<StoredKey>("kms/keys", "region", ({ KeyId, Arn, KeyState, KeyManager }) =>
  KeyState === "PendingDeletion" || KeyManager === "AWS" ? undefined : { id: KeyId, arn: Arn },
);

export const keyArn = ({ partition, region, account }: Context, id: string): string =>
  `arn:${partition}:kms:${region}:${account}:key/${id}`;

/** A key by id, ARN, alias or alias ARN. */
export function findKey(context: Context, reference: string): StoredKey {
  const bare = reference.replace(/^arn:[^:]+:kms:[^:]+:\d{12}:(key\/)?/, "");
  const id = bare.startsWith("alias/")
    ? (context.use(aliases).get(bare)?.targetKeyId ?? managed(context, bare))
    : bare;
  const key = id === undefined ? undefined : context.use(keys).get(id);
  if (
    key !== undefined &&
    (!reference.startsWith("arn:") || bare.startsWith("alias/") || key.Arn === reference)
  )
    return key;
  const what = bare.startsWith("alias/") ? "Alias" : "Key";
  const arn = reference.startsWith("arn:")
    ? reference
    : what === "Key"
      ? keyArn(context, bare)
      : keyArn(context, "").replace("key/", bare);
  throw new AwsError("NotFoundException", `${what} '${arn}' does not exist`);
}

/** A service's own key, made when it is first used: `alias/aws/ebs` and the like. */
function managed(context: Context, alias: string): string | undefined {
  if (!/^alias\/aws\/[a-z0-9-]+$/.test(alias)) return undefined;
  const key = newKey(context, {
    description: `Default key that protects my ${alias.slice("alias/aws/".length).toUpperCase()} data when no other key is defined`,
    manager: "AWS",
    policy: defaultPolicy(context),
    tags: {},
  });
  context
    .use(aliases)
    .put(alias, { name: alias, targetKeyId: key.KeyId, createdAt: context.now, updatedAt: context.now });
  return key.KeyId;
}

export const defaultPolicy = ({ partition, account }: Context): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:${partition}:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });

interface NewKey {
  readonly description: string;
  readonly manager: "AWS" | "CUSTOMER";
  readonly policy: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A symmetric key that encrypts and decrypts. */
export function newKey(context: Context, { description, manager, policy, tags }: NewKey): StoredKey {
  const id = context.ids.uuid();
  return context.use(keys).put(id, {
    AWSAccountId: context.account,
    KeyId: id,
    Arn: keyArn(context, id),
    CreationDate: context.now,
    Enabled: true,
    Description: description,
    KeyUsage: "ENCRYPT_DECRYPT",
    KeyState: "Enabled",
    Origin: "AWS_KMS",
    KeyManager: manager,
    CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
    KeySpec: "SYMMETRIC_DEFAULT",
    EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
    MultiRegion: false,
    policy,
    tags,
  });
}

/** A key as it may be used: neither disabled nor about to be deleted. */
export function requireState(key: StoredKey, ...allowed: readonly StoredKey["KeyState"][]): void {
  if (allowed.includes(key.KeyState)) return;
  const state = key.KeyState === "PendingDeletion" ? "pending deletion" : key.KeyState.toLowerCase();
  throw new AwsError("KMSInvalidStateException", `${key.Arn} is ${state}.`);
}
