import type { DefaultSecurityGroupConfig } from "@cdktf/provider-aws/lib/default-security-group";
import type { InternetGatewayConfig } from "@cdktf/provider-aws/lib/internet-gateway";
import type { RouteTableConfig } from "@cdktf/provider-aws/lib/route-table";
import type { SubnetConfig } from "@cdktf/provider-aws/lib/subnet";
import type { VpcConfig } from "@cdktf/provider-aws/lib/vpc";
import type { CreatedNetworkSpec, SubnetCut, ZoneSpec } from "../spec/network.ts";
import type { Override } from "../terraform/overrides.ts";
import type { FlowLogsResources } from "./flow-logs.ts";
import type { NatResources } from "./nat.ts";

/** Resources of a created VPC, for `override`; those of subnets and private route tables hold for each zone. */
export interface CreatedVpcResources extends NatResources, FlowLogsResources {
  readonly vpc: VpcConfig;
  readonly defaultSecurityGroup: DefaultSecurityGroupConfig;
  readonly internetGateway: InternetGatewayConfig;
  readonly publicRouteTable: RouteTableConfig;
  readonly privateRouteTable: RouteTableConfig;
  readonly publicSubnet: SubnetConfig;
  readonly privateSubnet: SubnetConfig;
  readonly controlPlaneSubnet: SubnetConfig;
}

export interface CreatedVpcProps {
  /** Name of the cluster; roles and log groups are named after it. */
  readonly name: string;
  /** IPv4 block in CIDR notation, /16 to /24. @default "192.168.0.0/16" */
  readonly cidr?: string;
  /** Zones, each with a public and a private subnet; EKS needs two, eight are allowed. */
  readonly zones: readonly ZoneSpec[];
  /** What the block of a subnet follows from; fixed with the first deploy. @default "by-place" */
  readonly cut?: SubnetCut;
  /**
   * How private subnets reach the internet. Each gateway costs by the hour and by the gigabyte.
   * @default "nat-single"
   * @see https://aws.amazon.com/vpc/pricing/
   */
  readonly egress?: CreatedNetworkSpec["egress"];
  /** Whether instances in public subnets get a public IPv4 address at launch. Load balancers and NAT need none. @default false */
  readonly publicAddresses?: boolean;
  /** Gives the control plane's network interfaces small subnets of their own, where the block has room. @default true */
  readonly controlPlaneSubnets?: boolean;
  /** Takes over the VPC's default security group and leaves it without a rule. @default true */
  readonly closeDefaultSecurityGroup?: boolean;
  /** Records all traffic in CloudWatch, which costs by the gigabyte. @default - no flow logs */
  readonly flowLogs?:
    | {
        /** Days; 0 keeps the logs for ever. */
        readonly retentionInDays: number;
        /** ARN of the KMS key for the log group. @default - a key that CloudWatch Logs owns */
        readonly kmsKeyArn?: string | undefined;
      }
    | undefined;
  /** Last word on the arguments of a resource. @default - arguments as computed */
  readonly override?: Override<CreatedVpcResources>;
}
