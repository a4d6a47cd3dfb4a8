import { createHash } from "node:crypto";
import { AwsError } from "../../../core/errors.ts";
import { create, newId } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { specifiedTags } from "../tags/check.ts";
import { keyPairs } from "./kind.ts";

export const importKeyPair = ec2("ImportKeyPair", (call) => {
  const { KeyName: name, PublicKeyMaterial: material } = call.input;
  const text = Buffer.from(material).toString("utf8").trim();
  const [, type, body] = /^(ssh-rsa|ssh-ed25519)\s+([A-Za-z0-9+/=]+)/.exec(text) ?? [];
  if (type === undefined || body === undefined)
    throw new AwsError("InvalidKey.Format", "Key is not in valid OpenSSH public key format");
  if (
    call
      .use(keyPairs.collection)
      .list()
      .some(({ KeyName }) => KeyName === name)
  ) {
    throw new AwsError("InvalidKeyPair.Duplicate", `The keypair already exists`);
  }
  const bytes = Buffer.from(body, "base64");
  const rsa = type === "ssh-rsa";
  const fingerprint = rsa
    ? (createHash("md5").update(bytes).digest("hex").match(/../g) ?? []).join(":")
    : createHash("sha256").update(bytes).digest("base64");
  const tags = specifiedTags(call, call.input.TagSpecifications, "key-pair");
  const pair = create(
    call,
    keyPairs,
    {
      KeyPairId: newId(call, keyPairs),
      KeyName: name,
      KeyType: rsa ? "rsa" : "ed25519",
      KeyFingerprint: fingerprint,
      PublicKey: text,
      CreateTime: call.now,
    },
    tags,
  );
  return {
    KeyFingerprint: fingerprint,
    KeyName: name,
    KeyPairId: pair.KeyPairId,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
});
