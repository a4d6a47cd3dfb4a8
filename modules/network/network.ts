import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Nat, type NatMode } from "./nat.ts";
import { SubnetTier } from "./subnet-tier.ts";
import type { Zone } from "./zone.ts";

/** Blocks of the subnets, each list in the order of the zones. */
export interface NetworkBlocks {
  readonly public: readonly string[];
  readonly private: readonly string[];
  /** Small blocks for the control plane's network interfaces alone; empty when there is no room for them. */
  readonly controlPlane: readonly string[];
}

export interface NetworkProps {
  /** IPv4 block of the VPC in CIDR notation, /16 to /24. */
  readonly cidr: string;
  /** Zones, each with a public and a private subnet; at least two. */
  readonly zones: readonly Zone[];
  readonly blocks: NetworkBlocks;
  readonly nat: NatMode;
  /** Whether instances in public subnets get a public IPv4 address at launch. Load balancers and NAT need none. */
  readonly mapPublicIp: boolean;
  /** Takes over the VPC's default security group and leaves it without a rule. */
  readonly closeDefaultSecurityGroup: boolean;
}

/** A VPC with public and private subnets over the zones, tagged so that load balancer controllers find them. */
export class Network extends Construct {
  readonly vpc: Vpc;
  readonly publicSubnets: readonly Subnet[];
  readonly privateSubnets: readonly Subnet[];
  readonly controlPlaneSubnets: readonly Subnet[];
  /** What must exist before a node can reach anything: routes, NAT and which subnet uses which table. */
  readonly routing: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const { zones, blocks } = props;
    const placesOf = (cidrs: readonly string[]) =>
      cidrs.map((cidr, index) => ({ cidr, zone: zones[index]! }));

    this.vpc = new Vpc(this, "vpc", {
      cidrBlock: props.cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
    });
    if (props.closeDefaultSecurityGroup) new DefaultSecurityGroup(this, "default", { vpcId: this.vpc.id });
    const internetGateway = new InternetGateway(this, "internet_gateway", { vpcId: this.vpc.id });

    const publicTable = new RouteTable(this, "public_route_table", { vpcId: this.vpc.id });
    const publicTier = new SubnetTier(this, "public", {
      vpc: this.vpc,
      places: placesOf(blocks.public),
      mapPublicIp: props.mapPublicIp,
      tags: { "kubernetes.io/role/elb": "1" },
      routeTable: () => publicTable,
    });
    const toInternet = new Route(this, "public_internet", {
      routeTableId: publicTable.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: internetGateway.id,
    });
    const nat =
      props.nat === "Disable"
        ? undefined
        : new Nat(this, "nat", {
            mode: props.nat,
            zones,
            publicSubnets: publicTier.subnets,
            internetGateway,
          });

    const privateRoutes: Route[] = [];
    const privateTables = new Construct(this, "private_route_table");
    const privateTier = new SubnetTier(this, "private", {
      vpc: this.vpc,
      places: placesOf(blocks.private),
      mapPublicIp: false,
      tags: { "kubernetes.io/role/internal-elb": "1" },
      routeTable: (zone) => {
        const table = new RouteTable(privateTables, zone.key, { vpcId: this.vpc.id });
        if (nat !== undefined) {
          privateRoutes.push(
            new Route(this, `private_internet_${zone.key}`, {
              routeTableId: table.id,
              destinationCidrBlock: "0.0.0.0/0",
              natGatewayId: nat.for(zone).id,
            }),
          );
        }
        return table;
      },
    });
    const controlPlaneTier = new SubnetTier(this, "control_plane", {
      vpc: this.vpc,
      places: placesOf(blocks.controlPlane),
      mapPublicIp: false,
      tags: {},
    });

    this.publicSubnets = publicTier.subnets;
    this.privateSubnets = privateTier.subnets;
    this.controlPlaneSubnets = controlPlaneTier.subnets;
    this.routing = [toInternet, ...privateRoutes, ...publicTier.associations, ...privateTier.associations];
  }
}
