import {
  CloudwatchLogGroup,
  type CloudwatchLogGroupConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog, type FlowLogConfig } from "@cdktf/provider-aws/lib/flow-log";
import { Construct } from "constructs";
import { servicePrincipal } from "../aws/partitions.ts";
import { policy, trustService } from "../iam/policy.ts";
import { Role } from "../iam/role.ts";
import { roleName } from "../iam/role-name.ts";
import { defined } from "../spec/defined.ts";
import { awsEnvironment } from "../terraform/aws-environment.ts";
import { type Override, Overrides } from "../terraform/overrides.ts";

/** Resources of flow logs, for `override`. */
export interface FlowLogsResources {
  readonly flowLog: FlowLogConfig;
  readonly flowLogGroup: CloudwatchLogGroupConfig;
}

export interface FlowLogsProps {
  /** Name of the cluster; the log group is `/aws/vpc/<name>/flow-logs`. */
  readonly name: string;
  readonly vpcId: string;
  /** Days; 0 keeps the logs for ever. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
  readonly retentionInDays: number;
  /** ARN of the KMS key for the log group. @default - encrypted with a key that CloudWatch Logs owns */
  readonly kmsKeyArn?: string | undefined;
  /** Last word on the arguments of a resource. @default - arguments as computed */
  readonly override?: Override<FlowLogsResources>;
}

/** All traffic of the VPC, accepted and rejected, into CloudWatch Logs. @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html */
export class FlowLogs extends Construct {
  readonly logGroup: CloudwatchLogGroup;
  readonly resource: FlowLog;

  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const overrides = new Overrides<FlowLogsResources>(this, props.override);
    this.logGroup = new CloudwatchLogGroup(
      this,
      "log_group",
      overrides.merge(
        "flowLogGroup",
        defined({
          name: `/aws/vpc/${props.name}/flow-logs`,
          retentionInDays: props.retentionInDays,
          kmsKeyId: props.kmsKeyArn,
        }),
      ),
    );
    const { region } = awsEnvironment(this);
    const role = new Role(this, "role", {
      name: roleName(props.name, region, "flow-logs"),
      trust: trustService({ service: servicePrincipal("vpc-flow-logs", region) }),
      inlinePolicies: {
        "write-flow-logs": policy({
          Effect: "Allow",
          Action: [
            "logs:CreateLogStream",
            "logs:DescribeLogGroups",
            "logs:DescribeLogStreams",
            "logs:PutLogEvents",
          ],
          Resource: [this.logGroup.arn, `${this.logGroup.arn}:*`],
        }),
      },
    });
    this.resource = new FlowLog(
      this,
      "this",
      overrides.merge("flowLog", {
        vpcId: props.vpcId,
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: this.logGroup.arn,
        iamRoleArn: role.arn,
        dependsOn: [...role.permissions],
      }),
    );
    overrides.end();
  }
}
