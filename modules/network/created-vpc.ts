import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { zonePlace, zonesWithoutControlPlane } from "../aws/zones.ts";
import type { ZoneSpec } from "../spec/network.ts";
import { awsEnvironment } from "../terraform/aws-environment.ts";
import { fail, vacant } from "../terraform/fail.ts";
import { Overrides } from "../terraform/overrides.ts";
import type { CreatedVpcProps, CreatedVpcResources } from "./created-vpc-props.ts";
import { FlowLogs } from "./flow-logs.ts";
import { Nat } from "./nat.ts";
import type { Network, NetworkSubnet, Tier } from "./network.ts";
import { NetworkGuard } from "./network-guard.ts";
import { PrivateTables } from "./private-tables.ts";
import { type SubnetsByTier, selectSubnets } from "./select-subnets.ts";
import { planSubnets } from "./subnet-plan.ts";
import { SubnetTier, type SubnetTierProps } from "./subnet-tier.ts";
import { ZoneCheck } from "./zone-check.ts";

/**
 * A VPC with public and private subnets over the zones, tagged so that load balancer controllers find them.
 * @throws UserError for no zones, a block that is too small, an unknown name in `override`
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
export class CreatedVpc extends Construct implements Network {
  readonly isOwned = true;
  readonly ipFamily = "ipv4";
  readonly vpcId: string;
  readonly routing: readonly ITerraformDependable[];
  readonly vpc: Vpc;
  readonly internetGateway: InternetGateway;
  readonly publicTier: SubnetTier;
  readonly privateTier: SubnetTier;
  readonly controlPlaneTier: SubnetTier;
  readonly nat: Nat | undefined;
  readonly flowLogs: FlowLogs | undefined;
  readonly #overrides: Overrides<CreatedVpcResources>;
  readonly #subnets: SubnetsByTier;

  constructor(scope: Construct, id: string, props: CreatedVpcProps) {
    super(vacant(scope, id), id);
    const { cidr = "192.168.0.0/16", cut = "by-place" } = props;
    const zones = cut === "by-place" ? inPlaces(props.zones) : props.zones;
    const plan = planSubnets(cidr, zones, cut);
    if ("wrong" in plan) fail(this, plan.wrong);
    const overrides = new Overrides<CreatedVpcResources>(this, props.override);
    this.#overrides = overrides;
    const vpcConfig = overrides.merge("vpc", {
      cidrBlock: cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
    });
    this.vpc = new Vpc(this, "vpc", vpcConfig);
    const vpcId = this.vpc.id;
    this.vpcId = vpcId;
    if (props.closeDefaultSecurityGroup ?? true)
      new DefaultSecurityGroup(this, "default", overrides.merge("defaultSecurityGroup", { vpcId }));
    this.internetGateway = new InternetGateway(
      this,
      "internet_gateway",
      overrides.merge("internetGateway", { vpcId }),
    );
    const publicTable = new RouteTable(
      this,
      "public_route_table",
      overrides.merge("publicRouteTable", { vpcId }),
    );
    this.publicTier = this.#tier("public", "publicSubnet", zones, {
      blocks: plan.public,
      mapPublicIp: props.publicAddresses ?? false,
      tags: { "kubernetes.io/role/elb": "1" },
      routeTable: () => publicTable,
    });
    const toInternet = new Route(this, "public_internet", {
      routeTableId: publicTable.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: this.internetGateway.id,
    });
    this.nat = this.#nat({ ...props, zones });
    const privateTables = new PrivateTables(this, {
      vpcId,
      zones,
      nat: this.nat,
      override: overrides.pass("privateRouteTable"),
    });
    this.privateTier = this.#tier("private", "privateSubnet", zones, {
      blocks: plan.private,
      tags: { "kubernetes.io/role/internal-elb": "1" },
      routeTable: (zone) => privateTables.for(zone),
    });
    this.controlPlaneTier = this.#tier("control_plane", "controlPlaneSubnet", zones, {
      blocks: (props.controlPlaneSubnets ?? true) ? plan.controlPlane : [],
    });
    this.#subnets = {
      public: this.publicTier.subnets,
      private: this.privateTier.subnets,
      "control-plane": this.controlPlaneTier.subnets,
    };
    this.routing = [
      toInternet,
      ...privateTables.routes,
      ...this.publicTier.associations,
      ...this.privateTier.associations,
    ];
    this.#checkZones(props);
    const guard = new NetworkGuard(this, "guard", {
      clusterName: props.name,
      cidr: vpcConfig.cidrBlock,
      cut,
      subnets: [this.publicTier, this.privateTier, this.controlPlaneTier].flatMap(({ planned }) => planned),
    });
    const { lifecycle } = vpcConfig;
    this.vpc.lifecycle = {
      ...lifecycle,
      precondition: [...(lifecycle?.precondition ?? []), ...guard.preconditions],
    };
    this.flowLogs = this.#flowLogs(props);
    overrides.end();
  }

  subnets(tier: Tier, zones?: readonly string[]): readonly NetworkSubnet[] {
    const selected = selectSubnets(this.#subnets, tier, zones);
    return "wrong" in selected ? fail(this, selected.wrong) : selected;
  }

  #tier(
    id: string,
    resource: "publicSubnet" | "privateSubnet" | "controlPlaneSubnet",
    zones: readonly ZoneSpec[],
    props: Pick<SubnetTierProps, "blocks"> & Partial<SubnetTierProps>,
  ): SubnetTier {
    return new SubnetTier(this, id, {
      vpcId: this.vpcId,
      zones,
      mapPublicIp: false,
      tags: {},
      override: this.#overrides.pass(resource),
      ...props,
    });
  }

  #nat({ zones, egress = "nat-single" }: CreatedVpcProps): Nat | undefined {
    if (egress === "none") return undefined;
    return new Nat(this, "nat", {
      gateways: egress === "nat-per-zone" ? "per-zone" : "single",
      zones,
      publicSubnets: this.publicTier.resources,
      internetGateway: this.internetGateway,
      override: { natGateway: this.#overrides.pass("natGateway"), eip: this.#overrides.pass("eip") },
    });
  }

  /** Names stand for other zones in other accounts, some of which EKS refuses. */
  #checkZones({ zones }: CreatedVpcProps): void {
    const names = zones.flatMap(({ name }) => name ?? []);
    const refused = zonesWithoutControlPlane(awsEnvironment(this).region);
    if (names.length > 0 && refused.length > 0) new ZoneCheck(this, "zones", { names, refused });
  }

  #flowLogs({ name, flowLogs }: CreatedVpcProps): FlowLogs | undefined {
    if (flowLogs === undefined) return undefined;
    return new FlowLogs(this, "flow_logs", {
      name,
      vpcId: this.vpcId,
      ...flowLogs,
      override: {
        flowLog: this.#overrides.pass("flowLog"),
        flowLogGroup: this.#overrides.pass("flowLogGroup"),
      },
    });
  }
}

/** In the order of their places, so that the order in which they are written changes nothing. */
const inPlaces = (zones: readonly ZoneSpec[]): readonly ZoneSpec[] =>
  zones.toSorted((a, b) => (zonePlace(a) ?? 0) - (zonePlace(b) ?? 0));
