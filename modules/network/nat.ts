import { Eip } from "@cdktf/provider-aws/lib/eip";
import type { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Construct } from "constructs";
import type { Zone } from "./zone.ts";

/** How private subnets reach the internet. Each gateway costs by the hour and by the gigabyte. @see https://aws.amazon.com/vpc/pricing/ */
export type NatMode = "HighlyAvailable" | "Single" | "Disable";

export interface NatProps {
  readonly mode: Exclude<NatMode, "Disable">;
  readonly zones: readonly Zone[];
  /** Public subnets, in the order of `zones`. */
  readonly publicSubnets: readonly Subnet[];
  readonly internetGateway: InternetGateway;
}

/** NAT gateways: one for all zones (`Single`, in the first zone) or one in each (`HighlyAvailable`). */
export class Nat extends Construct {
  readonly #gateways: ReadonlyMap<string, NatGateway>;
  readonly #first: NatGateway;

  constructor(scope: Construct, id: string, props: NatProps) {
    super(scope, id);
    const zones = props.mode === "Single" ? props.zones.slice(0, 1) : props.zones;
    const gateways = zones.map((zone, index): [string, NatGateway] => {
      const place = new Construct(this, zone.key);
      const address = new Eip(place, "address", { domain: "vpc", dependsOn: [props.internetGateway] });
      return [
        zone.key,
        new NatGateway(place, "this", {
          allocationId: address.id,
          subnetId: props.publicSubnets[index]!.id,
          // AWS refuses a NAT gateway in a VPC without an attached internet gateway; no argument tells Terraform so.
          dependsOn: [props.internetGateway],
        }),
      ];
    });
    this.#gateways = new Map(gateways);
    this.#first = gateways[0]![1];
  }

  /** The gateway that serves a zone. */
  for(zone: Zone): NatGateway {
    return this.#gateways.get(zone.key) ?? this.#first;
  }
}
