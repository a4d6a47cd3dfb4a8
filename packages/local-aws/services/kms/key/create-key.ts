import { NotImplemented } from "../../../core/errors.ts";
import { kms } from "../operation.ts";
import { checkKeyPolicy } from "./policy.ts";
import { defaultPolicy, keys, newKey } from "./store.ts";
import { checkTags } from "./tags.ts";

export const createKey = kms("CreateKey", (call) => {
  const { input } = call;
  const spec = input.KeySpec ?? input.CustomerMasterKeySpec ?? "SYMMETRIC_DEFAULT";
  if (spec !== "SYMMETRIC_DEFAULT") throw new NotImplemented(`KMS CreateKey: key spec ${spec}`);
  if ((input.KeyUsage ?? "ENCRYPT_DECRYPT") !== "ENCRYPT_DECRYPT")
    throw new NotImplemented(`KMS CreateKey: key usage ${input.KeyUsage}`);
  if ((input.Origin ?? "AWS_KMS") !== "AWS_KMS")
    throw new NotImplemented(`KMS CreateKey: origin ${input.Origin}`);
  if (input.CustomKeyStoreId !== undefined || input.XksKeyId !== undefined)
    throw new NotImplemented("KMS CreateKey: custom key stores");
  const { BypassPolicyLockoutSafetyCheck: _noPolicyIsEvaluated } = input;
  const key = newKey(call, {
    description: input.Description ?? "",
    manager: "CUSTOMER",
    policy: input.Policy === undefined ? defaultPolicy(call) : checkKeyPolicy(call, input.Policy),
    tags: checkTags(input.Tags),
  });
  if (input.MultiRegion !== true) return { KeyMetadata: key };
  const id = `mrk-${call.ids.hex(32)}`;
  call.use(keys).delete(key.KeyId);
  const arn = key.Arn.replace(key.KeyId, id);
  const multi = { ...key, KeyId: id, Arn: arn, MultiRegion: true };
  const configuration = {
    MultiRegionKeyType: "PRIMARY" as const,
    PrimaryKey: { Arn: arn, Region: call.region },
    ReplicaKeys: [],
  };
  return { KeyMetadata: call.use(keys).put(id, { ...multi, MultiRegionConfiguration: configuration }) };
});
