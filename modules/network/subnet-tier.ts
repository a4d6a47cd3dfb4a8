import type { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import type { Zone } from "./zone.ts";

/** A subnet to be created: one block of addresses in one zone. */
export interface SubnetPlace {
  readonly zone: Zone;
  /** IPv4 block in CIDR notation. */
  readonly cidr: string;
}

export interface SubnetTierProps {
  readonly vpc: Vpc;
  readonly places: readonly SubnetPlace[];
  /** Whether instances get a public IPv4 address at launch. */
  readonly mapPublicIp: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** Route table of the subnet in a zone. @default - the VPC's main route table, which knows local routes only */
  readonly routeTable?: (zone: Zone) => RouteTable;
}

/** Subnets of one kind, one a zone: `aws_subnet.<tier>_<zone>`. */
export class SubnetTier extends Construct {
  readonly subnets: readonly Subnet[];
  readonly associations: readonly RouteTableAssociation[];

  constructor(scope: Construct, id: string, props: SubnetTierProps) {
    super(scope, id);
    const associations: RouteTableAssociation[] = [];
    this.subnets = props.places.map(({ zone, cidr }) => {
      const place = new Construct(this, zone.key);
      const subnet = new Subnet(place, "this", {
        vpcId: props.vpc.id,
        cidrBlock: cidr,
        ...(zone.id === undefined ? { availabilityZone: zone.name! } : { availabilityZoneId: zone.id }),
        mapPublicIpOnLaunch: props.mapPublicIp,
        tags: { ...props.tags },
      });
      const routeTable = props.routeTable?.(zone);
      if (routeTable !== undefined) {
        associations.push(
          new RouteTableAssociation(place, "route_table", {
            subnetId: subnet.id,
            routeTableId: routeTable.id,
          }),
        );
      }
      return subnet;
    });
    this.associations = associations;
  }
}
