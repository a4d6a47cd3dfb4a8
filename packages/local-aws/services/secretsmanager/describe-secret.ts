import { operation } from "../../core/call.ts";
import { findSecret, stagesOf } from "./store.ts";

export const describeSecret = operation("secretsmanager", "DescribeSecret", (call) => {
  const secret = findSecret(call, call.input.SecretId);
  const staged = secret.versions.filter((version) => stagesOf(secret, version).length > 0);
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    KmsKeyId: secret.keyId,
    Tags: secret.tags,
    CreatedDate: secret.createdAt,
    LastChangedDate: secret.versions.at(-1)?.createdAt ?? secret.createdAt,
    VersionIdsToStages: Object.fromEntries(staged.map((version) => [version.id, stagesOf(secret, version)])),
  };
});
