import { operation } from "../../../core/call.ts";
import { findCluster } from "../find.ts";
import { identityProviders } from "../state.ts";

export const listIdentityProviderConfigs = operation("eks", "ListIdentityProviderConfigs", (call) => {
  const { name } = findCluster(call, call.input.clusterName);
  const providers = call.use(identityProviders).list(`${name}/`);
  return {
    identityProviderConfigs: providers.map((provider) => ({
      type: "oidc",
      name: provider.identityProviderConfigName,
    })),
  };
});
