import {
  type Call,
  type Input,
  type Operation,
  type OperationName,
  type OperationOptions,
  type Output,
  operation,
} from "../../core/call.ts";
import { AwsError, NotImplemented } from "../../core/errors.ts";

interface Common {
  readonly ExpectedBucketOwner?: string;
  /** The wire format has checked neither: what arrives over one machine's loopback arrives whole. */
  readonly ContentMD5?: string;
  readonly ChecksumAlgorithm?: string;
  readonly RequestPayer?: string;
  readonly MFA?: string;
  readonly ACL?: string;
}

/** An S3 operation, with what all of them have in common. */
export function s3<O extends OperationName<"s3">>(
  name: O,
  run: (call: Call<Input<"s3", O>>) => Output<"s3", O>,
  options: OperationOptions = {},
): Operation {
  return operation(
    "s3",
    name,
    (call) => {
      const {
        ExpectedBucketOwner: owner,
        ContentMD5: _md5,
        ChecksumAlgorithm: _algorithm,
        RequestPayer: _payer,
        MFA: mfa,
        ACL: acl,
      } = call.input as Common;
      if (owner !== undefined && owner !== call.account)
        throw new AwsError("AccessDenied", "Access Denied", { status: 403 });
      if (mfa !== undefined) throw new NotImplemented(`s3:${name} with MFA delete`);
      if (acl !== undefined && acl !== "private" && acl !== "bucket-owner-full-control")
        throw new NotImplemented(`s3:${name} ACL ${acl}`);
      return run(call);
    },
    options,
  );
}
