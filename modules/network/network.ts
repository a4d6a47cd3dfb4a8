import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { WrittenZone } from "../aws/zones.ts";

/** What subnets are for. */
export const TIERS = ["public", "private", "control-plane"] as const;
export type Tier = (typeof TIERS)[number];

/** A subnet of the network, created or looked up. */
export interface NetworkSubnet {
  readonly id: string;
  /** Key of its zone. */
  readonly zone: string;
  /** Its zone as the program writes it; absent for a subnet that is looked up. */
  readonly written?: WrittenZone;
}

/** Where a cluster lives: a VPC that is made for it, or somebody else's. */
export interface Network extends Construct {
  readonly vpcId: string;
  /** Made with the cluster, and gone with it. */
  readonly isOwned: boolean;
  readonly ipFamily: "ipv4" | "ipv6";
  /** What must exist before a node can reach anything; nothing in a VPC that exists. */
  readonly routing: readonly ITerraformDependable[];
  /**
   * Subnets of a tier, in the order of the zones.
   * @param zones keys of zones @default - all
   * @throws UserError for a tier or a zone that the network does not have
   */
  subnets(tier: Tier, zones?: readonly string[]): readonly NetworkSubnet[];
}
