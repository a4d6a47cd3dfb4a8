import { iam } from "../operation.ts";
import { providers } from "./store.ts";

export const listOpenIDConnectProviders = iam("ListOpenIDConnectProviders", (call) => ({
  OpenIDConnectProviderList: call
    .use(providers)
    .list()
    .map(({ arn }) => ({ Arn: arn })),
}));
