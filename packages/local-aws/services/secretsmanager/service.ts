import type { Service } from "../../core/call.ts";
import { createSecret } from "./create-secret.ts";
import { deleteSecret } from "./delete-secret.ts";
import { describeSecret } from "./describe-secret.ts";
import { getSecretValue } from "./get-secret-value.ts";
import { putSecretValue } from "./put-secret-value.ts";

/** As much as the lookups of a playbook need. */
export const secretsmanager: Service = {
  name: "secretsmanager",
  operations: [createSecret, deleteSecret, describeSecret, getSecretValue, putSecretValue],
};
