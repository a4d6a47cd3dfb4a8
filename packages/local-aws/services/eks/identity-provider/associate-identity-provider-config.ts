import { event, operation } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import { inUse, invalidParameter, invalidRequest, limitExceeded } from "../errors.ts";
import { findCluster } from "../find.ts";
import { childKey, type IdentityProvider, identityProviders, updates } from "../state.ts";
import { checkedTags } from "../tag/tags.ts";
import { startUpdate } from "../update/start-update.ts";

export const associateIdentityProviderConfig = operation("eks", "AssociateIdentityProviderConfig", (call) => {
  const { clusterName, oidc, tags } = call.input;
  const cluster = findCluster(call, clusterName);
  const providers = call.use(identityProviders);
  const name = oidc.identityProviderConfigName;
  if (cluster.outpostConfig !== undefined)
    throw invalidRequest("Identity providers are not supported on local clusters", { clusterName });
  if (providers.has(childKey(clusterName, name)))
    throw inUse(`Identity provider config ${name} already exists`, { clusterName });
  if (providers.keys(`${clusterName}/`).length >= 1)
    throw limitExceeded("A cluster can have one OIDC identity provider", { clusterName });
  if (!oidc.issuerUrl.startsWith("https://"))
    throw invalidParameter(`The issuerUrl ${oidc.issuerUrl} must start with https://`, { clusterName });
  if (oidc.issuerUrl.includes(cluster.oidcId))
    throw invalidParameter("The issuerUrl must not be the cluster's own", { clusterName });
  const provider: IdentityProvider = {
    ...oidc,
    clusterName,
    identityProviderConfigArn: `arn:${call.partition}:eks:${call.region}:${call.account}:identityproviderconfig/${clusterName}/oidc/${name}/${call.ids.uuid()}`,
    status: "CREATING",
    tags: checkedTags(tags),
  };
  const update = startUpdate(call, {
    clusterName,
    type: "AssociateIdentityProviderConfig",
    params: { IdentityProviderConfig: [{ type: "oidc", name }] },
    change: {},
    seconds: DURATIONS.identityProvider.associate,
  });
  providers.put(childKey(clusterName, name), provider);
  call.schedule(DURATIONS.identityProvider.associate, identityProviderStep, {
    key: childKey(clusterName, name),
    updateKey: childKey(clusterName, update.id),
  });
  return { update, tags: provider.tags };
});

/** The end of associating or disassociating. */
export const identityProviderStep = event<{ readonly key: string; readonly updateKey: string }>(
  "eks.identity-provider-step",
  ({ use }, { key, updateKey }) => {
    const provider = use(identityProviders).get(key);
    if (provider === undefined || use(updates).get(updateKey)?.status === "Failed") return;
    if (provider.status === "CREATING") use(identityProviders).patch(key, { status: "ACTIVE" });
    else if (provider.status === "DELETING") use(identityProviders).delete(key);
  },
);
