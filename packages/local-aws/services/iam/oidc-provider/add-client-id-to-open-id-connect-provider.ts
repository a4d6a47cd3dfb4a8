import { iam } from "../operation.ts";
import { findProvider, providers } from "./store.ts";

export const addClientIDToOpenIDConnectProvider = iam("AddClientIDToOpenIDConnectProvider", (call) => {
  const { arn, clientIds } = findProvider(call, call.input.OpenIDConnectProviderArn);
  call.use(providers).patch(arn, { clientIds: [...new Set([...clientIds, call.input.ClientID])] });
  return {};
});
