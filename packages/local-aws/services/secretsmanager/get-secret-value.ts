import { operation } from "../../core/call.ts";
import { AwsError } from "../../core/errors.ts";
import { findSecret, stagesOf } from "./store.ts";

export const getSecretValue = operation("secretsmanager", "GetSecretValue", (call) => {
  const { SecretId, VersionId, VersionStage = "AWSCURRENT" } = call.input;
  const secret = findSecret(call, SecretId);
  const version = secret.versions.find((one) =>
    VersionId === undefined ? stagesOf(secret, one).includes(VersionStage) : one.id === VersionId,
  );
  if (version === undefined) {
    const wanted = VersionId === undefined ? `staging label: ${VersionStage}` : `VersionId: ${VersionId}`;
    throw new AwsError(
      "ResourceNotFoundException",
      `Secrets Manager can't find the specified secret value for ${wanted}`,
    );
  }
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    SecretString: version.value,
    VersionStages: stagesOf(secret, version),
    CreatedDate: version.createdAt,
  };
});
