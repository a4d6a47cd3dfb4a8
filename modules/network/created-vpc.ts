import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { zonesWithoutControlPlane } from "../aws/zones.ts";
import { awsEnvironment } from "../terraform/aws-environment.ts";
import { fail, vacant } from "../terraform/fail.ts";
import { Overrides } from "../terraform/overrides.ts";
import type { CreatedVpcProps, CreatedVpcResources } from "./created-vpc-props.ts";
import { FlowLogs } from "./flow-logs.ts";
import { Nat } from "./nat.ts";
import type { Network, NetworkSubnet, Tier } from "./network.ts";
import { PrivateTables } from "./private-tables.ts";
import { type SubnetsByTier, selectSubnets } from "./select-subnets.ts";
import { noSubnetPlan, planSubnets } from "./subnet-plan.ts";
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
    const { zones, cidr = "192.168.0.0/16" } = props;
    const wrong = noSubnetPlan(cidr, zones.length);
    if (wrong !== undefined) fail(this, wrong);
    const plan = planSubnets(cidr, zones.length);
    const overrides = new Overrides<CreatedVpcResources>(this, props.override);
    this.#overrides = overrides;
    this.vpc = new Vpc(
      this,
      "vpc",
      overrides.merge("vpc", { cidrBlock: cidr, enableDnsHostnames: true, enableDnsSupport: true }),
    );
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
    this.publicTier = this.#tier("public", "publicSubnet", props, {
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
    this.nat = this.#nat(props);
    const privateTables = new PrivateTables(this, {
      vpcId,
      zones,
      nat: this.nat,
      override: overrides.pass("privateRouteTable"),
    });
    this.privateTier = this.#tier("private", "privateSubnet", props, {
      blocks: plan.private,
      tags: { "kubernetes.io/role/internal-elb": "1" },
      routeTable: (zone) => privateTables.for(zone),
    });
    this.controlPlaneTier = this.#tier("control_plane", "controlPlaneSubnet", props, {
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
    { zones }: CreatedVpcProps,
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
