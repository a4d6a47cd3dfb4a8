import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import type { Construct } from "constructs";
import { type Partition, partitionOf } from "../../modules/aws/partitions.ts";
import type { ClusterSpec } from "../../modules/config/spec.ts";
import { roleName } from "../../modules/iam/role-name.ts";

/** What every part of a cluster's stack needs to know. */
export interface ClusterContext {
  readonly spec: ClusterSpec;
  readonly name: string;
  readonly region: string;
  readonly partition: Partition;
  /** Who runs Terraform. Nothing that is planned may depend on it but refusals: everybody must get the same plan. */
  readonly caller: DataAwsCallerIdentity;
  /** Account that Terraform runs in, known at plan. */
  readonly accountId: string;
  /** Name of an IAM role of this cluster. */
  readonly roleName: (purpose: string) => string;
  /** ARN of a policy that AWS manages, by its name with its path. */
  readonly managedPolicy: (name: string) => string;
}

export function clusterContext(scope: Construct, spec: ClusterSpec): ClusterContext {
  const { name, region } = spec.metadata;
  const partition = partitionOf(region);
  const caller = new DataAwsCallerIdentity(scope, "account");
  return {
    spec,
    name,
    region,
    partition,
    caller,
    accountId: caller.accountId,
    roleName: (purpose) => roleName(name, region, purpose),
    managedPolicy: (policy) => `arn:${partition.id}:iam::aws:policy/${policy}`,
  };
}
