import { AwsError } from "../../../core/errors.ts";
import type { Parameter } from "../../../models/types/ssm.d.ts";
import { ssm } from "../operation.ts";
import { readParameter } from "./store.ts";

export const getParameters = ssm("GetParameters", (call) => {
  const { Names: names, WithDecryption: decrypted = false } = call.input;
  const found: Parameter[] = [];
  const invalid: string[] = [];
  for (const name of names) {
    try {
      found.push(readParameter(call, name, decrypted));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      invalid.push(name);
    }
  }
  return { Parameters: found, InvalidParameters: invalid };
});
