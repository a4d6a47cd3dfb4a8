import { type Cidr, subBlock } from "../aws/cidr.ts";

/** Blocks of one length that lie side by side, one for each of a run of places. */
interface Strip {
  readonly places: readonly [first: number, last: number];
  /** How much longer their prefix is than the VPC's. */
  readonly bits: number;
  /** Number of the first of them among all blocks of this length in the VPC. */
  readonly from: number;
}

/** Where the blocks of a VPC lie; a layout is a contract with every cluster that was deployed by it. */
export interface Layout {
  /** Zones of az1 up to this one have blocks. */
  readonly places: number;
  readonly private: readonly Strip[];
  readonly public: readonly Strip[];
  /** The control plane's /28 blocks lie in the last /25 of the VPC. */
  readonly controlPlane: boolean;
}

/**
 * By the length of the VPC's prefix, the longest one last.
 *
 * Private subnets, where nodes and pods are, get more than public ones, where load balancers and NAT gateways are. Every
 * public subnet is a /27 at least, the least that an Application Load Balancer takes: a small VPC has fewer places
 * rather than useless subnets. No region has more than az1 to az6, and all but us-east-1 end at az4.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#availability-zones
 */
const LAYOUTS: readonly (Layout & { readonly longest: number })[] = [
  {
    longest: 21,
    places: 8,
    private: [
      { places: [1, 4], bits: 3, from: 0 },
      { places: [5, 8], bits: 4, from: 8 },
    ],
    public: [
      { places: [1, 4], bits: 5, from: 24 },
      { places: [5, 8], bits: 6, from: 56 },
    ],
    controlPlane: true,
  },
  {
    longest: 22,
    places: 6,
    private: [
      { places: [1, 4], bits: 3, from: 0 },
      { places: [5, 6], bits: 4, from: 8 },
    ],
    public: [{ places: [1, 6], bits: 5, from: 20 }],
    controlPlane: true,
  },
  {
    longest: 23,
    places: 4,
    private: [{ places: [1, 4], bits: 3, from: 0 }],
    public: [{ places: [1, 4], bits: 4, from: 8 }],
    controlPlane: true,
  },
  {
    longest: 24,
    places: 4,
    private: [{ places: [1, 4], bits: 3, from: 0 }],
    public: [{ places: [1, 4], bits: 3, from: 4 }],
    controlPlane: false,
  },
];

/** The layout of a VPC; undefined for one that is no /16 to /24. */
export const layoutOf = ({ prefix }: Cidr): Layout | undefined =>
  prefix < 16 ? undefined : LAYOUTS.find(({ longest }) => prefix <= longest);

/** The block of a place that the layout has. */
export function blockIn(vpc: Cidr, strips: readonly Strip[], place: number): Cidr {
  const strip = strips.find(({ places: [first, last] }) => first <= place && place <= last)!;
  return subBlock(vpc, vpc.prefix + strip.bits, strip.from + place - strip.places[0]);
}

/** Smallest subnet that EC2 allows, and enough for the control plane's interfaces (16 addresses, 5 of them AWS's). */
export const SMALLEST_PREFIX = 28;

/** The control plane's block of a place. */
export function controlPlaneBlock(vpc: Cidr, place: number): Cidr {
  const pieces = 2 ** (SMALLEST_PREFIX - vpc.prefix);
  return subBlock(vpc, SMALLEST_PREFIX, pieces - 8 + place - 1);
}
