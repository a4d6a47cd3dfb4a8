import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";

/** CloudWatch Logs tries a key before it takes it. Its policy is not evaluated here, only whether it is there and on. */
export function requireUsableKey(context: Context, keyArn: string): void {
  let state: string | undefined;
  try {
    state = context.invoke("kms", "DescribeKey", { KeyId: keyArn }).KeyMetadata?.KeyState;
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== "NotFoundException") throw error;
  }
  if (state !== "Enabled") {
    throw new AwsError(
      "InvalidParameterException",
      `The specified KMS key does not exist or is not allowed to be used with Arn '${keyArn}'`,
    );
  }
}
