import { AwsError } from "../../../core/errors.ts";
import { findKey, requireState } from "../key/store.ts";
import { kms } from "../operation.ts";
import { aliasArn, aliases } from "./store.ts";

export const createAlias = kms("CreateAlias", (call) => {
  const { AliasName: name, TargetKeyId: target } = call.input;
  if (!/^alias\/[a-zA-Z0-9/_-]+$/.test(name) || name.startsWith("alias/aws/")) {
    throw new AwsError(
      "InvalidAliasNameException",
      `Alias must start with the prefix "alias/" and not with "alias/aws/": ${name}`,
    );
  }
  if (call.use(aliases).has(name)) {
    throw new AwsError(
      "AlreadyExistsException",
      `An alias with the name ${aliasArn(call, name)} already exists`,
    );
  }
  const key = findKey(call, target);
  requireState(key, "Enabled", "Disabled");
  call.use(aliases).put(name, { name, targetKeyId: key.KeyId, createdAt: call.now, updatedAt: call.now });
  return {};
});
