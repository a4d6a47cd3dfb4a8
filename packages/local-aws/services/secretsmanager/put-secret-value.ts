import { operation } from "../../core/call.ts";
import { AwsError, NotImplemented } from "../../core/errors.ts";
import { findSecret, secrets } from "./store.ts";

export const putSecretValue = operation("secretsmanager", "PutSecretValue", (call) => {
  const { SecretId, SecretString: value, VersionStages = ["AWSCURRENT"] } = call.input;
  if (call.input.SecretBinary !== undefined || VersionStages.join() !== "AWSCURRENT")
    throw new NotImplemented("Secrets Manager PutSecretValue: SecretBinary and VersionStages");
  if (value === undefined)
    throw new AwsError("InvalidRequestException", "You must provide either SecretString or SecretBinary.");
  const secret = findSecret(call, SecretId);
  const id = call.input.ClientRequestToken ?? call.ids.uuid();
  call.use(secrets).put(secret.name, {
    ...secret,
    versions: [...secret.versions, { id, value, createdAt: call.now }],
  });
  return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages };
});
