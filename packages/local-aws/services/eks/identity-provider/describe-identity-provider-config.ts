import { operation } from "../../../core/call.ts";
import { findIdentityProvider } from "./identity-provider.ts";

export const describeIdentityProviderConfig = operation("eks", "DescribeIdentityProviderConfig", (call) => ({
  identityProviderConfig: {
    oidc: findIdentityProvider(call, call.input.clusterName, call.input.identityProviderConfig),
  },
}));
