import { iam } from "../operation.ts";
import { findProvider, providers } from "./store.ts";

export const updateOpenIDConnectProviderThumbprint = iam("UpdateOpenIDConnectProviderThumbprint", (call) => {
  const { arn } = findProvider(call, call.input.OpenIDConnectProviderArn);
  call.use(providers).patch(arn, { thumbprints: call.input.ThumbprintList });
  return {};
});
