import type { Context } from "../../../core/call.ts";
import { invalidParameter, notFound } from "../errors.ts";
import { findCluster } from "../find.ts";
import { childKey, type IdentityProvider, identityProviders } from "../state.ts";

export function findIdentityProvider(
  context: Context,
  clusterName: string,
  asked: { readonly type: string; readonly name: string },
): IdentityProvider {
  findCluster(context, clusterName);
  if (asked.type !== "oidc")
    throw invalidParameter(`The identity provider type ${asked.type} is not valid, expected oidc`, {
      clusterName,
    });
  const found = context.use(identityProviders).get(childKey(clusterName, asked.name));
  if (found === undefined)
    throw notFound(`Identity provider config not found: ${asked.name}`, { clusterName });
  return found;
}
