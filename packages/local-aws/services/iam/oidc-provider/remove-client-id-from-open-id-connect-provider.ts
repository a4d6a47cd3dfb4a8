import { iam } from "../operation.ts";
import { findProvider, providers } from "./store.ts";

export const removeClientIDFromOpenIDConnectProvider = iam(
  "RemoveClientIDFromOpenIDConnectProvider",
  (call) => {
    const { arn, clientIds } = findProvider(call, call.input.OpenIDConnectProviderArn);
    call.use(providers).patch(arn, { clientIds: clientIds.filter((id) => id !== call.input.ClientID) });
    return {};
  },
);
