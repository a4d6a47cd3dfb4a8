import { AwsError } from "../../../core/errors.ts";
import { arnOf } from "../names.ts";
import { iam } from "../operation.ts";
import { checkTags } from "../tag.ts";
import { providers } from "./store.ts";

export const createOpenIDConnectProvider = iam("CreateOpenIDConnectProvider", (call) => {
  const { Url: url, ClientIDList: clientIds = [], ThumbprintList: thumbprints } = call.input;
  if (!/^https:\/\/[^/?#]+/.test(url))
    throw new AwsError("ValidationError", "Invalid Open ID Connect Provider URL");
  if (thumbprints?.some((one) => !/^[0-9a-f]{40}$/i.test(one)))
    throw new AwsError("InvalidInput", "Thumbprint must be 40 hexadecimal digits");
  const bare = url.slice("https://".length);
  const arn = arnOf(call, "oidc-provider", "/", bare);
  if (call.use(providers).has(arn))
    throw new AwsError("EntityAlreadyExists", `Provider with url ${url} already exists.`);
  const tags = checkTags(call, call.input.Tags);
  call.use(providers).put(arn, {
    arn,
    url: bare,
    clientIds,
    // Left out, IAM reads it from the issuer's certificate chain.
    thumbprints: thumbprints ?? ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"],
    createdAt: call.now,
    tags,
  });
  return { OpenIDConnectProviderArn: arn, Tags: tags };
});
