import { iam } from "../operation.ts";
import { findProvider, providers } from "./store.ts";

export const deleteOpenIDConnectProvider = iam("DeleteOpenIDConnectProvider", (call) => {
  call.use(providers).delete(findProvider(call, call.input.OpenIDConnectProviderArn).arn);
  return {};
});
