import { AwsError } from "../../core/errors.ts";

interface Names {
  readonly clusterName?: string;
  readonly nodegroupName?: string;
  readonly fargateProfileName?: string;
  readonly addonName?: string;
}

const error = (code: string, message: string, details: Names) =>
  new AwsError(code, message, { details: { ...details } });

export const invalidParameter = (message: string, details: Names = {}) =>
  error("InvalidParameterException", message, details);
export const invalidRequest = (message: string, details: Names = {}) =>
  error("InvalidRequestException", message, details);
export const notFound = (message: string, details: Names = {}) =>
  error("ResourceNotFoundException", message, details);
export const inUse = (message: string, details: Names = {}) =>
  error("ResourceInUseException", message, details);
export const limitExceeded = (message: string, details: Names = {}) =>
  error("ResourceLimitExceededException", message, details);
