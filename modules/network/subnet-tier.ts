import type { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet, type SubnetConfig } from "@cdktf/provider-aws/lib/subnet";
import { Construct } from "constructs";
import type { ZoneSpec } from "../spec/network.ts";
import { vacant } from "../terraform/fail.ts";
import { nameTag } from "../terraform/name-tag.ts";
import type { NetworkSubnet } from "./network.ts";
import type { PlannedSubnet } from "./network-guard.ts";

export interface SubnetTierProps {
  readonly vpcId: string;
  readonly zones: readonly ZoneSpec[];
  /** IPv4 blocks in CIDR notation, in the order of the zones; empty for no subnets. */
  readonly blocks: readonly string[];
  /** Whether instances get a public IPv4 address at launch. */
  readonly mapPublicIp: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** Route table of the subnet in a zone. @default - the VPC's main route table, which knows local routes only */
  readonly routeTable?: (zone: ZoneSpec) => RouteTable;
  /** Last word on the arguments of each subnet. @default - arguments as computed */
  readonly override?: Partial<SubnetConfig>;
}

/** Subnets of one kind, one a zone: `aws_subnet.<tier>_<zone>`. */
export class SubnetTier extends Construct {
  /** In the order of the zones. */
  readonly resources: readonly Subnet[];
  readonly subnets: readonly NetworkSubnet[];
  readonly associations: readonly RouteTableAssociation[];
  /** In the order of the zones. */
  readonly planned: readonly PlannedSubnet[];

  constructor(scope: Construct, id: string, props: SubnetTierProps) {
    super(vacant(scope, id), id);
    const associations: RouteTableAssociation[] = [];
    const zones = props.zones.slice(0, props.blocks.length);
    this.resources = zones.map((zone, index) => {
      const place = new Construct(vacant(this, zone.key), zone.key);
      const subnet = new Subnet(place, "this", {
        vpcId: props.vpcId,
        cidrBlock: props.blocks[index]!,
        ...(zone.id === undefined ? { availabilityZone: zone.name } : { availabilityZoneId: zone.id }),
        mapPublicIpOnLaunch: props.mapPublicIp,
        tags: { ...props.tags },
        ...props.override,
      });
      const routeTable = props.routeTable?.(zone);
      if (routeTable !== undefined)
        associations.push(
          new RouteTableAssociation(place, "route_table", {
            subnetId: subnet.id,
            routeTableId: routeTable.id,
          }),
        );
      return subnet;
    });
    this.subnets = this.resources.map(({ id: subnetId }, index) => {
      const { key, ...written } = zones[index]!;
      return { id: subnetId, zone: key, written };
    });
    this.planned = this.resources.map(({ node }, index) => {
      const { key: _, ...zone } = zones[index]!;
      return { name: nameTag(node.path), block: props.blocks[index]!, zone };
    });
    this.associations = associations;
  }
}
