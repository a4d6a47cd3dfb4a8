import type { Context } from "../../core/call.ts";
import { AwsError } from "../../core/errors.ts";

export const noSuchEntity = (message: string): AwsError => new AwsError("NoSuchEntity", message);

/** `arn:aws:iam::123456789012:role/path/name` */
export const arnOf = (context: Context, kind: string, path: string, name: string): string =>
  `arn:${context.partition}:iam::${context.account}:${kind}${path}${name}`;

/** A path begins and ends with a slash. */
export function checkPath(path = "/"): string {
  if (!/^\/(?:[!-~]*\/)?$/.test(path) || path.length > 512) {
    throw new AwsError(
      "ValidationError",
      `The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.`,
    );
  }
  return path;
}
