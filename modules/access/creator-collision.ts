import type { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import type { Precondition } from "cdktf";
import { principalOf } from "../aws/arn.ts";

export interface CreatorCollisionProps {
  /** ARN of the IAM role or user of an access entry. */
  readonly principalArn: string;
  /** Expression that is true when the cluster exists already. */
  readonly clusterExists: string;
}

/**
 * EKS gives an access entry of its own to whoever creates a cluster with `bootstrapClusterCreatorAdminPermissions`. A
 * second one for the same principal fails a quarter of an hour later; this refuses it at plan. Once the cluster exists
 * the caller no longer matters, so plans stay the same for everybody.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */
export function notTheCreator(
  caller: DataAwsCallerIdentity,
  { principalArn, clusterExists }: CreatorCollisionProps,
): Precondition {
  const parts = `split("/", split(":", ${caller.fqn}.arn)[5])`;
  // A session's ARN ends in assumed-role/<role>/<session>, without the role's path.
  const role = `format("role/%s", ${parts}[1])`;
  const other = `format("%s/%s", ${parts}[0], reverse(${parts})[0])`;
  return {
    condition: `\${${clusterExists} || format("%s:%s", ${caller.fqn}.account_id, ${parts}[0] == "assumed-role" ? ${role} : ${other}) != ${JSON.stringify(principalOf(principalArn))}}`,
    errorMessage:
      `${principalArn} is who runs Terraform now and becomes administrator as creator of the cluster; EKS refuses a second ` +
      "access entry for it. Set accessConfig.bootstrapClusterCreatorAdminPermissions to false, which leaves the entry of the file, or remove that entry.",
  };
}
