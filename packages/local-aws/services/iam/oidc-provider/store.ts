import type { Context } from "../../../core/call.ts";
import { collection } from "../../../core/collection.ts";
import { noSuchEntity } from "../names.ts";
import type { Tag } from "../tag.ts";

export interface StoredProvider {
  readonly arn: string;
  /** Without `https://`. */
  readonly url: string;
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
  readonly createdAt: number;
  readonly tags: readonly Tag[];
}

/** OpenID Connect providers, by ARN. */
export const providers = collection<StoredProvider>("iam/oidc-providers", "account", ({ arn, url }) => ({
  id: url,
  arn,
}));

export function findProvider(context: Context, arn: string): StoredProvider {
  const provider = context.use(providers).get(arn);
  if (provider === undefined) throw noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`);
  return provider;
}
