import { Eip, type EipConfig } from "@cdktf/provider-aws/lib/eip";
import type { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway, type NatGatewayConfig } from "@cdktf/provider-aws/lib/nat-gateway";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Construct } from "constructs";
import type { ZoneSpec } from "../spec/network.ts";
import { type Override, Overrides } from "../terraform/overrides.ts";

/** Resources of NAT, for `override`; they hold for each gateway. */
export interface NatResources {
  readonly natGateway: NatGatewayConfig;
  readonly eip: EipConfig;
}

export interface NatProps {
  /** One for all zones, in the first of them, or one in each zone. */
  readonly gateways: "single" | "per-zone";
  readonly zones: readonly ZoneSpec[];
  /** In the order of `zones`. */
  readonly publicSubnets: readonly Subnet[];
  readonly internetGateway: InternetGateway;
  /** Last word on the arguments of a resource. @default - arguments as computed */
  readonly override?: Override<NatResources>;
}

/** NAT gateways with their addresses: `aws_nat_gateway.<path>_<zone>`, `aws_eip.<path>_<zone>_address`. */
export class Nat extends Construct {
  /** By the key of their zone. */
  readonly gateways: ReadonlyMap<string, NatGateway>;
  readonly #first: NatGateway;

  constructor(scope: Construct, id: string, props: NatProps) {
    super(scope, id);
    const overrides = new Overrides<NatResources>(this, props.override);
    const zones = props.gateways === "single" ? props.zones.slice(0, 1) : props.zones;
    const gateways = zones.map((zone, index): [string, NatGateway] => {
      const place = new Construct(this, zone.key);
      const address = new Eip(
        place,
        "address",
        overrides.merge("eip", { domain: "vpc", dependsOn: [props.internetGateway] }),
      );
      const gateway = new NatGateway(
        place,
        "this",
        overrides.merge("natGateway", {
          allocationId: address.id,
          subnetId: props.publicSubnets[index]!.id,
          // AWS refuses a NAT gateway in a VPC without an attached internet gateway; no argument tells Terraform so.
          dependsOn: [props.internetGateway],
        }),
      );
      return [zone.key, gateway];
    });
    this.gateways = new Map(gateways);
    this.#first = gateways[0]![1];
    overrides.end();
  }

  /** The gateway that serves a zone. */
  for(zone: ZoneSpec): NatGateway {
    return this.gateways.get(zone.key) ?? this.#first;
  }
}
