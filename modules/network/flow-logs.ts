import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { policy, trustService } from "../iam/policy.ts";
import { Role } from "../iam/role.ts";

export interface FlowLogsProps {
  readonly vpc: Vpc;
  /** Name of the CloudWatch log group. */
  readonly logGroupName: string;
  /** Name of the role with which VPC writes. */
  readonly roleName: string;
  /** ARN of the KMS key for the log group. @default - encrypted with a key that CloudWatch Logs owns */
  readonly kmsKeyArn?: string;
  /** Days. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
  readonly retentionInDays: number;
  readonly permissionsBoundary?: string;
}

/** All traffic of the VPC, accepted and rejected, into CloudWatch Logs. @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const logGroup = new CloudwatchLogGroup(this, "log_group", {
      name: props.logGroupName,
      retentionInDays: props.retentionInDays,
      ...(props.kmsKeyArn !== undefined && { kmsKeyId: props.kmsKeyArn }),
    });
    const role = new Role(this, "role", {
      name: props.roleName,
      trust: trustService({ service: "vpc-flow-logs.amazonaws.com" }),
      inlinePolicies: {
        "write-flow-logs": policy({
          Effect: "Allow",
          Action: [
            "logs:CreateLogStream",
            "logs:DescribeLogGroups",
            "logs:DescribeLogStreams",
            "logs:PutLogEvents",
          ],
          Resource: [logGroup.arn, `${logGroup.arn}:*`],
        }),
      },
      ...(props.permissionsBoundary !== undefined && { permissionsBoundary: props.permissionsBoundary }),
    });
    new FlowLog(this, "this", {
      vpcId: props.vpc.id,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      dependsOn: [...role.permissions],
    });
  }
}
