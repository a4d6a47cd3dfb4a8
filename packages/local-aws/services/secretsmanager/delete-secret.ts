import { operation } from "../../core/call.ts";
import { NotImplemented } from "../../core/errors.ts";
import { findSecret, secrets } from "./store.ts";

export const deleteSecret = operation("secretsmanager", "DeleteSecret", (call) => {
  if (call.input.ForceDeleteWithoutRecovery !== true)
    throw new NotImplemented("Secrets Manager DeleteSecret with a recovery window");
  const { name, arn } = findSecret(call, call.input.SecretId);
  call.use(secrets).delete(name);
  return { ARN: arn, Name: name, DeletionDate: call.now };
});
