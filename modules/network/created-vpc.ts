import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import type { SubnetConfig } from "@cdktf/provider-aws/lib/subnet";
import { Vpc, type VpcConfig } from "@cdktf/provider-aws/lib/vpc";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { CreatedNetworkSpec, ZoneSpec } from "../spec/network.ts";
import { fail, vacant } from "../terraform/fail.ts";
import { type Override, Overrides } from "../terraform/overrides.ts";
import { FlowLogs, type FlowLogsResources } from "./flow-logs.ts";
import { Nat, type NatResources } from "./nat.ts";
import type { Network, NetworkSubnet, Tier } from "./network.ts";
import { PrivateTables } from "./private-tables.ts";
import { type SubnetsByTier, selectSubnets } from "./select-subnets.ts";
import { noSubnetPlan, planSubnets } from "./subnet-plan.ts";
import { SubnetTier } from "./subnet-tier.ts";
import { ZoneCheck } from "./zone-check.ts";

/** Resources of a created VPC, for `override`; those of subnets hold for each subnet of the tier. */
export interface CreatedVpcResources extends NatResources, FlowLogsResources {
  readonly vpc: VpcConfig;
  readonly publicSubnet: SubnetConfig;
  readonly privateSubnet: SubnetConfig;
  readonly controlPlaneSubnet: SubnetConfig;
}

export interface CreatedVpcProps {
  /** Name of the cluster; roles and log groups are named after it. */
  readonly name: string;
  /** IPv4 block in CIDR notation, /16 to /24. @default "192.168.0.0/16" */
  readonly cidr?: string;
  /** Zones, each with a public and a private subnet; two to eight. */
  readonly zones: readonly ZoneSpec[];
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
  /** Ids of zones of the region in which EKS places no control plane: names are checked against them at plan. @default [] */
  readonly refusedZoneIds?: readonly string[];
  /** Last word on the arguments of a resource. @default - arguments as computed */
  readonly override?: Override<CreatedVpcResources>;
}

/**
 * A VPC with public and private subnets over the zones, tagged so that load balancer controllers find them.
 * @throws UserError for fewer than two zones, a block that is too small, an unknown name in `override`
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
export class CreatedVpc extends Construct implements Network {
  readonly ipFamily = "ipv4";
  readonly vpcId: string;
  readonly vpc: Vpc;
  readonly routing: readonly ITerraformDependable[];
  readonly #subnets: SubnetsByTier;

  constructor(scope: Construct, id: string, props: CreatedVpcProps) {
    super(vacant(scope, id), id);
    const { zones, egress = "nat-single", cidr = "192.168.0.0/16" } = props;
    const wrong = noSubnetPlan(cidr, zones.length);
    if (wrong !== undefined) fail(this, wrong);
    const plan = planSubnets(cidr, zones.length);
    const overrides = new Overrides<CreatedVpcResources>(this, props.override);
    this.vpc = new Vpc(
      this,
      "vpc",
      overrides.merge("vpc", { cidrBlock: cidr, enableDnsHostnames: true, enableDnsSupport: true }),
    );
    this.vpcId = this.vpc.id;
    const { vpcId } = this;
    if (props.closeDefaultSecurityGroup ?? true) new DefaultSecurityGroup(this, "default", { vpcId });
    const internetGateway = new InternetGateway(this, "internet_gateway", { vpcId });

    const publicTable = new RouteTable(this, "public_route_table", { vpcId });
    const publicTier = new SubnetTier(this, "public", {
      vpcId,
      zones,
      blocks: plan.public,
      mapPublicIp: props.publicAddresses ?? false,
      tags: { "kubernetes.io/role/elb": "1" },
      routeTable: () => publicTable,
      override: overrides.pass("publicSubnet"),
    });
    const toInternet = new Route(this, "public_internet", {
      routeTableId: publicTable.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: internetGateway.id,
    });
    const nat =
      egress === "none"
        ? undefined
        : new Nat(this, "nat", {
            gateways: egress === "nat-per-zone" ? "per-zone" : "single",
            zones,
            publicSubnets: publicTier.resources,
            internetGateway,
            override: { natGateway: overrides.pass("natGateway"), eip: overrides.pass("eip") },
          });
    const privateTables = new PrivateTables(this, { vpcId, zones, nat });
    const privateTier = new SubnetTier(this, "private", {
      vpcId,
      zones,
      blocks: plan.private,
      mapPublicIp: false,
      tags: { "kubernetes.io/role/internal-elb": "1" },
      routeTable: (zone) => privateTables.for(zone),
      override: overrides.pass("privateSubnet"),
    });
    const controlPlaneTier = new SubnetTier(this, "control_plane", {
      vpcId,
      zones,
      blocks: (props.controlPlaneSubnets ?? true) ? plan.controlPlane : [],
      mapPublicIp: false,
      tags: {},
      override: overrides.pass("controlPlaneSubnet"),
    });
    this.#subnets = {
      public: publicTier.subnets,
      private: privateTier.subnets,
      "control-plane": controlPlaneTier.subnets,
    };
    this.routing = [
      toInternet,
      ...privateTables.routes,
      ...publicTier.associations,
      ...privateTier.associations,
    ];
    this.#checkZones(zones, props.refusedZoneIds ?? []);
    if (props.flowLogs !== undefined)
      new FlowLogs(this, "flow_logs", {
        name: props.name,
        vpcId,
        ...props.flowLogs,
        override: {
          flowLog: overrides.pass("flowLog"),
          flowLogGroup: overrides.pass("flowLogGroup"),
        },
      });
    overrides.end();
  }

  subnets(tier: Tier, zones?: readonly string[]): readonly NetworkSubnet[] {
    const selected = selectSubnets(this.#subnets, tier, zones);
    return "wrong" in selected ? fail(this, selected.wrong) : selected;
  }

  /** Names stand for other zones in other accounts. */
  #checkZones(zones: readonly ZoneSpec[], refused: readonly string[]): void {
    const names = zones.flatMap(({ name }) => name ?? []);
    if (names.length > 0 && refused.length > 0) new ZoneCheck(this, "zones", { names, refused });
  }
}
