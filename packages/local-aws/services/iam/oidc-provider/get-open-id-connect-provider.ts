import { iam } from "../operation.ts";
import { findProvider } from "./store.ts";

export const getOpenIDConnectProvider = iam("GetOpenIDConnectProvider", (call) => {
  const { url, clientIds, thumbprints, createdAt, tags } = findProvider(
    call,
    call.input.OpenIDConnectProviderArn,
  );
  return {
    Url: url,
    ClientIDList: clientIds,
    ThumbprintList: thumbprints,
    CreateDate: createdAt,
    Tags: tags,
  };
});
