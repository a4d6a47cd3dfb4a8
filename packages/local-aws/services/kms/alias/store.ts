import type { Context } from "../../../core/call.ts";
import { collection } from "../../../core/collection.ts";
import { AwsError } from "../../../core/errors.ts";

export interface StoredAlias {
  /** With `alias/`. */
  readonly name: string;
  readonly targetKeyId: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const aliases = collection<StoredAlias>("kms/aliases", "region", ({ name }) =>
  name.startsWith("alias/aws/") ? undefined : { id: name },
);

export const aliasArn = ({ partition, region, account }: Context, name: string): string =>
  `arn:${partition}:kms:${region}:${account}:${name}`;

export function findAlias(context: Context, name: string): StoredAlias {
  const alias = context.use(aliases).get(name);
  if (alias === undefined)
    throw new AwsError("NotFoundException", `Alias ${aliasArn(context, name)} is not found.`);
  return alias;
}
