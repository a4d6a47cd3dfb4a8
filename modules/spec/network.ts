import type { NonEmpty } from "./non-empty.ts";

/** An Availability Zone, by its name in the account or by the id that means the same place in every account. */
export type ZoneSpec = {
  /** Part of the Terraform addresses of everything in the zone: its place in the region, however it is written. */
  readonly key: string;
} & ({ readonly name: string; readonly id?: never } | { readonly id: string; readonly name?: never });

/**
 * What the block of a subnet follows from. `by-place`: from its zone's place in the region alone, so that zones can be
 * added, taken away and written in another order. `in-order`: from the number of zones and the order in which they are
 * written, which the first deploy therefore fixes.
 */
export type SubnetCut = "by-place" | "in-order";

/** A VPC that is made for the cluster. */
export interface CreatedNetworkSpec {
  readonly kind: "created";
  /** IPv4 block, /16 to /24. */
  readonly cidr: string;
  /** Two at least, each with a public and a private subnet. */
  readonly zones: NonEmpty<ZoneSpec>;
  readonly cut: SubnetCut;
  /** How private subnets reach the internet. */
  readonly egress: "nat-per-zone" | "nat-single" | "none";
  /** Instances in public subnets get public addresses. */
  readonly publicAddresses: boolean;
  /** Small subnets for the control plane's network interfaces alone, where the block has room. */
  readonly controlPlaneSubnets: boolean;
  /** Takes over the VPC's default security group and leaves it without a rule. */
  readonly closeDefaultSecurityGroup: boolean;
  /** Records all traffic in CloudWatch. */
  readonly flowLogs?: { readonly retentionInDays: number };
}

/** A subnet that exists. All keys that are given must match. */
export interface ExistingSubnetSpec {
  /** Part of Terraform addresses: the name under which the file has it. */
  readonly key: string;
  readonly id?: string;
  /** IPv4 block in CIDR notation. */
  readonly cidr?: string;
  /** Name of its zone. */
  readonly zone?: string;
}

/** Somebody else's VPC: looked at, never changed. */
export interface ExistingNetworkSpec {
  readonly kind: "existing";
  /** Absent: the VPC of the first subnet that is given by id. */
  readonly vpcId?: string;
  readonly publicSubnets: readonly ExistingSubnetSpec[];
  readonly privateSubnets: readonly ExistingSubnetSpec[];
}

export type NetworkSpec = CreatedNetworkSpec | ExistingNetworkSpec;
