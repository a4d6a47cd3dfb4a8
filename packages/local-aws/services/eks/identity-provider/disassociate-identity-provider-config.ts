import { operation } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import { childKey, identityProviders } from "../state.ts";
import { startUpdate } from "../update/start-update.ts";
import { identityProviderStep } from "./associate-identity-provider-config.ts";
import { findIdentityProvider } from "./identity-provider.ts";

export const disassociateIdentityProviderConfig = operation(
  "eks",
  "DisassociateIdentityProviderConfig",
  (call) => {
    const { clusterName, identityProviderConfig } = call.input;
    const provider = findIdentityProvider(call, clusterName, identityProviderConfig);
    const key = childKey(clusterName, provider.identityProviderConfigName);
    const update = startUpdate(call, {
      clusterName,
      type: "DisassociateIdentityProviderConfig",
      params: { IdentityProviderConfig: [identityProviderConfig] },
      change: {},
      seconds: DURATIONS.identityProvider.disassociate,
    });
    call.use(identityProviders).patch(key, { status: "DELETING" });
    call.schedule(DURATIONS.identityProvider.disassociate, identityProviderStep, {
      key,
      updateKey: childKey(clusterName, update.id),
    });
    return { update };
  },
);
