import { createHash } from "node:crypto";
import type { Context } from "../../../core/call.ts";

/** Services with interface endpoints, by the last part of the endpoint service's name. */
const INTERFACE = [
  "acm-pca",
  "application-autoscaling",
  "aps",
  "aps-workspaces",
  "athena",
  "autoscaling",
  "autoscaling-plans",
  "backup",
  "cloudformation",
  "cloudtrail",
  "codebuild",
  "config",
  "dynamodb",
  "ebs",
  "ec2",
  "ec2messages",
  "ecr.api",
  "ecr.dkr",
  "ecs",
  "ecs-agent",
  "ecs-telemetry",
  "eks",
  "eks-auth",
  "elasticfilesystem",
  "elasticloadbalancing",
  "events",
  "execute-api",
  "fsx",
  "glue",
  "grafana",
  "guardduty-data",
  "imagebuilder",
  "inspector2",
  "kinesis-firehose",
  "kinesis-streams",
  "kms",
  "lambda",
  "logs",
  "monitoring",
  "networkmonitor",
  "rds",
  "s3",
  "sagemaker.api",
  "sagemaker.runtime",
  "secretsmanager",
  "securityhub",
  "servicecatalog",
  "sns",
  "sqs",
  "ssm",
  "ssmmessages",
  "states",
  "sts",
  "sync-states",
  "transfer",
  "xray",
] as const;

const GATEWAY = ["s3", "dynamodb"] as const;

export interface EndpointService {
  /** For example `com.amazonaws.eu-central-1.ecr.api`. */
  readonly name: string;
  readonly type: "Interface" | "Gateway";
  /** Name that resolves to the endpoint inside the VPC, for example `ecr.api.eu-central-1.amazonaws.com`. */
  readonly privateDnsName: string | undefined;
}

/** Services whose host is not called as their endpoint service is. */
const HOSTS: Readonly<Record<string, string>> = {
  "ecr.api": "api.ecr",
  "ecr.dkr": "*.dkr.ecr",
  "kinesis-streams": "kinesis",
  "kinesis-firehose": "firehose",
  "sagemaker.api": "api.sagemaker",
  "sagemaker.runtime": "runtime.sagemaker",
  "execute-api": "*.execute-api",
};

const suffixOf = (region: string) => (region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com");
const prefixOf = (region: string) => (region.startsWith("cn-") ? "cn.com.amazonaws" : "com.amazonaws");

export function endpointServices({ region }: Pick<Context, "region">): readonly EndpointService[] {
  const host = (service: string) =>
    service === "eks-auth"
      ? `eks-auth.${region}.api.aws`
      : `${HOSTS[service] ?? service}.${region}.${suffixOf(region)}`;
  return [
    ...GATEWAY.map((service) => ({
      name: `${prefixOf(region)}.${region}.${service}`,
      type: "Gateway" as const,
      privateDnsName: undefined,
    })),
    ...INTERFACE.map((service) => ({
      name: `${prefixOf(region)}.${region}.${service}`,
      type: "Interface" as const,
      privateDnsName: host(service),
    })),
  ];
}

/** The list of a gateway service's addresses, which routes to its endpoints name. */
export interface AwsPrefixList {
  readonly id: string;
  readonly name: string;
  readonly cidrs: readonly string[];
}

const hash = (text: string) => createHash("sha256").update(text).digest();

export const awsPrefixLists = ({ region }: Pick<Context, "region">): readonly AwsPrefixList[] =>
  [...GATEWAY, "cloudfront.origin-facing", "ec2-instance-connect"].map((service) => {
    const global = service === "cloudfront.origin-facing";
    const name = global
      ? "com.amazonaws.global.cloudfront.origin-facing"
      : `${prefixOf(region)}.${region}.${service}`;
    const bytes = hash(`${region}/${service}`);
    return {
      id: `pl-${bytes.toString("hex").slice(0, 8)}`,
      name,
      cidrs: [0, 1].map((index) => `52.${bytes[index * 2] ?? 0}.${(bytes[index * 2 + 1] ?? 0) & 0xf0}.0/20`),
    };
  });

export const prefixListOf = (
  context: Pick<Context, "region">,
  serviceName: string,
): AwsPrefixList | undefined => awsPrefixLists(context).find(({ name }) => name === serviceName);
