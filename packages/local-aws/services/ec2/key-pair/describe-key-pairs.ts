import { AwsError } from "../../../core/errors.ts";
import { show } from "../kind.ts";
import { ec2, select } from "../operation.ts";
import { keyPairs } from "./kind.ts";

export const describeKeyPairs = ec2("DescribeKeyPairs", (call) => {
  const {
    KeyNames: names = [],
    KeyPairIds: ids,
    Filters: filters,
    IncludePublicKey: withKey = false,
  } = call.input;
  const unknown = names.find(
    (name) =>
      !call
        .use(keyPairs.collection)
        .list()
        .some(({ KeyName }) => KeyName === name),
  );
  if (unknown !== undefined)
    throw new AwsError("InvalidKeyPair.NotFound", `The key pair '${unknown}' does not exist`);
  const found = select(call, "DescribeKeyPairs", keyPairs, ids, filters).filter(
    ({ KeyName }) => names.length === 0 || names.includes(KeyName),
  );
  return {
    KeyPairs: found.map((pair) => {
      const { PublicKey, ...rest } = show(call, keyPairs, pair) as { PublicKey?: string };
      return withKey ? { ...rest, PublicKey } : rest;
    }),
  };
});
