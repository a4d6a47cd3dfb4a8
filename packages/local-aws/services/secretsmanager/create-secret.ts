import { operation } from "../../core/call.ts";
import { AwsError, NotImplemented } from "../../core/errors.ts";
import { secrets } from "./store.ts";

export const createSecret = operation("secretsmanager", "CreateSecret", (call) => {
  const { Name: name, SecretString: value, SecretBinary, Description, KmsKeyId, Tags = [] } = call.input;
  if (SecretBinary !== undefined) throw new NotImplemented("Secrets Manager CreateSecret: SecretBinary");
  if (call.use(secrets).has(name)) {
    throw new AwsError(
      "ResourceExistsException",
      `The operation failed because the secret ${name} already exists.`,
    );
  }
  const { partition, region, account, ids, now } = call;
  const arn = `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}-${ids.alphanumeric(6)}`;
  const id = call.input.ClientRequestToken ?? ids.uuid();
  call.use(secrets).put(name, {
    name,
    arn,
    tags: Tags,
    versions: value === undefined ? [] : [{ id, value, createdAt: now }],
    createdAt: now,
    ...(Description !== undefined && { description: Description }),
    ...(KmsKeyId !== undefined && { keyId: KmsKeyId }),
  });
  return { ARN: arn, Name: name, ...(value !== undefined && { VersionId: id }) };
});
