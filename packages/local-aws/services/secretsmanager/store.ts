import type { Context } from "../../core/call.ts";
import { collection } from "../../core/collection.ts";
import { AwsError } from "../../core/errors.ts";

export interface SecretVersion {
  readonly id: string;
  readonly value: string;
  readonly createdAt: number;
}

export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly keyId?: string;
  readonly tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[];
  /** Oldest first: the last is AWSCURRENT, the one before it AWSPREVIOUS. */
  readonly versions: readonly SecretVersion[];
  readonly createdAt: number;
}

export const secrets = collection<Secret>("secretsmanager/secrets", "region", ({ name }) => ({ id: name }));

/** A secret by its name or ARN, the random end of the ARN included or not. */
export function findSecret(context: Context, reference: string): Secret {
  const found = context
    .use(secrets)
    .list()
    .find(({ name, arn }) => [name, arn, arn.slice(0, -7)].includes(reference));
  if (found === undefined)
    throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  return found;
}

export function stagesOf({ versions }: Secret, { id }: SecretVersion): readonly string[] {
  if (versions.at(-1)?.id === id) return ["AWSCURRENT"];
  return versions.at(-2)?.id === id ? ["AWSPREVIOUS"] : [];
}
