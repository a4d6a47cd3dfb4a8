/**
 * Availability Zones by region: the part of the zone ids before `-az`, then for each letter the number of its id. AWS deals
 * the letters anew in every account; this is how they lie in an account whose id begins with 0 or 1.
 * @see https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html
 */
const TABLE = {
  "af-south-1": ["afs1", "a1 b2 c3"],
  "ap-east-1": ["ape1", "a1 b2 c3"],
  "ap-northeast-1": ["apne1", "a4 c1 d2"],
  "ap-northeast-2": ["apne2", "a1 b2 c3 d4"],
  "ap-northeast-3": ["apne3", "a3 b1 c2"],
  "ap-south-1": ["aps1", "a1 b3 c2"],
  "ap-south-2": ["aps2", "a1 b2 c3"],
  "ap-southeast-1": ["apse1", "a2 b1 c3"],
  "ap-southeast-2": ["apse2", "a1 b3 c2"],
  "ap-southeast-3": ["apse3", "a1 b2 c3"],
  "ap-southeast-4": ["apse4", "a1 b2 c3"],
  "ap-southeast-5": ["apse5", "a1 b2 c3"],
  "ca-central-1": ["cac1", "a1 b2 d4"],
  "ca-west-1": ["caw1", "a1 b2 c3"],
  "cn-north-1": ["cnn1", "a1 b2 d4"],
  "cn-northwest-1": ["cnnw1", "a1 b2 c3"],
  "eu-central-1": ["euc1", "a2 b3 c1"],
  "eu-central-2": ["euc2", "a1 b2 c3"],
  "eu-north-1": ["eun1", "a1 b2 c3"],
  "eu-south-1": ["eus1", "a1 b2 c3"],
  "eu-south-2": ["eus2", "a1 b2 c3"],
  "eu-west-1": ["euw1", "a3 b1 c2"],
  "eu-west-2": ["euw2", "a2 b3 c1"],
  "eu-west-3": ["euw3", "a1 b2 c3"],
  "il-central-1": ["ilc1", "a1 b2 c3"],
  "me-central-1": ["mec1", "a1 b2 c3"],
  "me-south-1": ["mes1", "a1 b2 c3"],
  "mx-central-1": ["mxc1", "a1 b2 c3"],
  "sa-east-1": ["sae1", "a1 b2 c3"],
  "us-east-1": ["use1", "a6 b1 c2 d4 e3 f5"],
  "us-east-2": ["use2", "a1 b2 c3"],
  "us-gov-east-1": ["usge1", "a1 b2 c3"],
  "us-gov-west-1": ["usgw1", "a1 b2 c3"],
  "us-west-1": ["usw1", "a1 b3"],
  "us-west-2": ["usw2", "a2 b1 c3 d4"],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

/** Local and Wavelength Zones, a few in each of the regions where people meet them: an account has to opt in. */
const OTHERS: Readonly<
  Record<string, readonly (readonly [name: string, id: string, type: "local-zone" | "wavelength-zone"])[]>
> = {
  "us-east-1": [
    ["us-east-1-bos-1a", "use1-bos1-az1", "local-zone"],
    ["us-east-1-wl1-bos-wlz-1", "use1-wl1-bos-wlz1", "wavelength-zone"],
  ],
  "us-west-2": [
    ["us-west-2-lax-1a", "usw2-lax1-az1", "local-zone"],
    ["us-west-2-lax-1b", "usw2-lax1-az2", "local-zone"],
    ["us-west-2-wl1-sea-wlz-1", "usw2-wl1-sea-wlz1", "wavelength-zone"],
  ],
  "eu-central-1": [["eu-central-1-ham-1a", "euc1-ham1-az1", "local-zone"]],
};

/** Regions that an account has to ask for. */
const OPT_IN = new Set([
  "af-south-1",
  "ap-east-1",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "eu-south-2",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
]);

export interface Zone {
  /** For example `us-east-1a`. */
  readonly name: string;
  /** For example `use1-az6`. */
  readonly id: string;
  readonly type: "availability-zone" | "local-zone" | "wavelength-zone";
}

export const REGIONS: readonly string[] = Object.keys(TABLE);

export const optInStatus = (region: string): "opt-in-not-required" | "opted-in" =>
  OPT_IN.has(region) ? "opted-in" : "opt-in-not-required";

/**
 * All zones of a region as an account sees them, ids dealt to names by the account: turned on by one for each unit of its
 * first digit above 1. Empty for a region that is not in the table.
 */
export function zonesOf(account: string, region: string): readonly Zone[] {
  const row = (TABLE as Readonly<Record<string, readonly [string, string]>>)[region];
  if (row === undefined) return [];
  const [prefix, text] = row;
  const pairs = text.split(" ");
  const turn = Math.max(0, Number(account.charAt(0)) - 1);
  const regular = pairs.map((pair, index): Zone => {
    const from = pairs[(index + turn) % pairs.length] as string;
    return {
      name: `${region}${pair.charAt(0)}`,
      id: `${prefix}-az${from.slice(1)}`,
      type: "availability-zone",
    };
  });
  return [...regular, ...(OTHERS[region] ?? []).map(([name, id, type]) => ({ name, id, type }))];
}

/** The Availability Zones proper, without Local and Wavelength Zones. */
export const availabilityZonesOf = (account: string, region: string): readonly Zone[] =>
  zonesOf(account, region).filter(({ type }) => type === "availability-zone");
