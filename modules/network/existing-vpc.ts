import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { Construct } from "constructs";
import { defined } from "../spec/defined.ts";
import type { ExistingSubnetSpec } from "../spec/network.ts";
import { fail, vacant } from "../terraform/fail.ts";
import type { Network, NetworkSubnet, Tier } from "./network.ts";
import { type SubnetsByTier, selectSubnets } from "./select-subnets.ts";

export interface ExistingVpcProps {
  /** Id of the VPC, `vpc-…`. @default - the VPC of the first subnet */
  readonly vpcId?: string | undefined;
  /** Subnets with a route to an internet gateway, for load balancers and public nodes. @default [] */
  readonly publicSubnets?: readonly ExistingSubnetSpec[];
  /** Subnets for private nodes and internal load balancers. @default [] */
  readonly privateSubnets?: readonly ExistingSubnetSpec[];
}

/**
 * Somebody else's VPC. Its subnets are looked up at plan, by id, block or zone; nothing of it is changed or destroyed.
 * @throws UserError when no subnet is given, or one by nothing it can be found by
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/subnet
 */
export class ExistingVpc extends Construct implements Network {
  readonly isOwned = false;
  readonly ipFamily = "ipv4";
  readonly vpcId: string;
  readonly routing = [];
  readonly publicSubnets: readonly DataAwsSubnet[];
  readonly privateSubnets: readonly DataAwsSubnet[];
  readonly #subnets: SubnetsByTier;

  constructor(scope: Construct, id: string, props: ExistingVpcProps) {
    super(vacant(scope, id), id);
    const { publicSubnets = [], privateSubnets = [] } = props;
    const lookUp = (tier: string, subnets: readonly ExistingSubnetSpec[]) => {
      const place = new Construct(this, tier);
      return subnets.map((subnet) => this.#lookUp(place, subnet, props.vpcId));
    };
    const publicTier = lookUp("public", publicSubnets);
    const privateTier = lookUp("private", privateSubnets);
    const first = [...publicTier, ...privateTier][0];
    if (first === undefined)
      fail(
        this,
        "no subnet is given; EKS needs two in different zones; list them in privateSubnets or publicSubnets",
      );
    this.vpcId = props.vpcId ?? first.data.vpcId;
    this.publicSubnets = publicTier.map(({ data }) => data);
    this.privateSubnets = privateTier.map(({ data }) => data);
    const subnetsOf = (tier: typeof publicTier): readonly NetworkSubnet[] =>
      tier.map(({ data, zone }) => ({ id: data.id, zone }));
    this.#subnets = {
      public: subnetsOf(publicTier),
      private: subnetsOf(privateTier),
      "control-plane": [],
    };
  }

  subnets(tier: Tier, zones?: readonly string[]): readonly NetworkSubnet[] {
    const selected = selectSubnets(this.#subnets, tier, zones);
    return "wrong" in selected ? fail(this, selected.wrong) : selected;
  }

  #lookUp(place: Construct, { key, id, cidr, zone }: ExistingSubnetSpec, vpcId: string | undefined) {
    if ((id ?? cidr ?? zone) === undefined)
      fail(
        place,
        `nothing is given by which the subnet ${key} is found; allowed are id, cidr and zone; give its id`,
      );
    if (id === undefined && vpcId === undefined)
      fail(
        place,
        `the subnet ${key} is given without its id; a block or a zone means one subnet of one VPC only; give vpcId too`,
      );
    const data = new DataAwsSubnet(
      vacant(place, key),
      key,
      defined({ id, cidrBlock: cidr, availabilityZone: zone, vpcId }),
    );
    return { data, zone: zone ?? key };
  }
}
