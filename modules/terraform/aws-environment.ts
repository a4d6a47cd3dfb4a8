import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformProvider, TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";
import { managedPolicyArn } from "../aws/arn.ts";
import { type Partition, partitionOf } from "../aws/partitions.ts";
import { fail } from "./fail.ts";

/** Where the resources of a stack come to be. */
export interface AwsEnvironment {
  /** For example `eu-central-1`. */
  readonly region: string;
  readonly partition: Partition;
  /** Who runs Terraform. Nothing that is planned may depend on it but refusals: everybody must get the same plan. */
  readonly caller: DataAwsCallerIdentity;
  /** Account that Terraform runs in, known at plan. */
  readonly accountId: string;
  /** ARN of a policy that AWS manages, by its name with its path. */
  readonly managedPolicy: (name: string) => string;
}

const known = new WeakMap<TerraformStack, AwsEnvironment>();

/**
 * The environment of the stack around a construct: the region of its AWS provider, and the account as a data source
 * `aws_caller_identity.account`, made on first use.
 * @throws UserError when the stack has no AWS provider whose region is plain text
 */
export function awsEnvironment(scope: Construct): AwsEnvironment {
  const stack = TerraformStack.of(scope);
  const found = known.get(stack);
  if (found !== undefined) return found;
  const provider = stack.node.children.find(
    (child): child is AwsProvider =>
      TerraformProvider.isTerraformProvider(child) &&
      child.terraformResourceType === "aws" &&
      child.alias === undefined,
  );
  const region = provider?.region;
  if (region === undefined || Token.isUnresolved(region))
    fail(
      scope,
      "the stack has no AWS provider with a region in plain text, from which partition and names follow; use an EksStack, or give the stack an AwsProvider with its region first",
    );
  const partition = partitionOf(region);
  const caller = new DataAwsCallerIdentity(stack, "account");
  const environment: AwsEnvironment = {
    region,
    partition,
    caller,
    accountId: caller.accountId,
    managedPolicy: (name) => managedPolicyArn(partition.id, name),
  };
  known.set(stack, environment);
  return environment;
}
