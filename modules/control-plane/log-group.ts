import {
  CloudwatchLogGroup,
  type CloudwatchLogGroupConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsCloudwatchLogGroups } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-log-groups";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { defined } from "../spec/defined.ts";

export interface ClusterLogGroupProps {
  readonly clusterName: string;
  /** Days; 0 keeps the logs for ever. */
  readonly retentionInDays: number;
  /** @default - encrypted with a key that CloudWatch Logs owns */
  readonly kmsKeyArn?: string | undefined;
  /** Last word on the arguments of the log group. @default - arguments as computed */
  readonly override?: Partial<CloudwatchLogGroupConfig>;
}

/**
 * Where the control plane logs to.
 *
 * EKS writes its last lines after a cluster is gone, and makes the group anew for them. A cluster of that name that is
 * created later takes such a group over, with what is in it, instead of failing because it exists. The name belongs to
 * one cluster of the account and region, so nobody else's group can be meant.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
 */
export class ClusterLogGroup extends Construct {
  readonly resource: CloudwatchLogGroup;

  constructor(
    scope: Construct,
    id: string,
    { clusterName, retentionInDays, kmsKeyArn, override }: ClusterLogGroupProps,
  ) {
    super(scope, id);
    const name = `/aws/eks/${clusterName}/cluster`;
    this.resource = new CloudwatchLogGroup(this, "this", {
      ...defined({ name, retentionInDays, kmsKeyId: kmsKeyArn }),
      ...override,
    });
    const existing = new DataAwsCloudwatchLogGroups(this, "existing", { logGroupNamePrefix: name });
    // cdktf's own import blocks know no for_each, and without one an import of what doesn't exist is an error.
    TerraformStack.of(this).addOverride("import", [
      {
        for_each: `\${setintersection(${existing.fqn}.log_group_names, [${JSON.stringify(name)}])}`,
        to: `${this.resource.terraformResourceType}.${this.resource.friendlyUniqueId}`,
        id: "${each.value}",
      },
    ]);
  }
}
