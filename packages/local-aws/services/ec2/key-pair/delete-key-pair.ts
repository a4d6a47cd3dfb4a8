import { remove } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { keyPairs } from "./kind.ts";

/** A key pair that isn't there is no error. */
export const deleteKeyPair = ec2("DeleteKeyPair", (call) => {
  const { KeyName: name, KeyPairId: id } = call.input;
  const found = call
    .use(keyPairs.collection)
    .list()
    .find((pair) => (id === undefined ? pair.KeyName === name : pair.KeyPairId === id));
  if (found !== undefined) remove(call, keyPairs, found.KeyPairId);
  return { Return: true, ...(found !== undefined && { KeyPairId: found.KeyPairId }) };
});
