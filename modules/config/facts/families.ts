/** What an operating system of nodes can do. Names are eksctl's. */
export interface FamilyFacts {
  readonly name: string;
  readonly kind: "al2023" | "al2" | "bottlerocket" | "ubuntu" | "windows";
  /** Kubernetes minor versions with images; open to the newer side if there is no last one. */
  readonly firstMinor?: number;
  readonly lastMinor?: number;
}

const family = (
  name: string,
  kind: FamilyFacts["kind"],
  minors: Pick<FamilyFacts, "firstMinor" | "lastMinor"> = {},
): FamilyFacts => ({ name, kind, ...minors });

const windows = (year: number, firstMinor: number): readonly FamilyFacts[] =>
  ["Core", "Full"].map((edition) =>
    family(`WindowsServer${year}${edition}Container`, "windows", { firstMinor }),
  );

const ubuntu = (release: string, minors: { readonly firstMinor: number; readonly lastMinor?: number }) =>
  ["Ubuntu", "UbuntuPro"].map((edition) => family(`${edition}${release}`, "ubuntu", minors));

/** @see https://docs.aws.amazon.com/eks/latest/userguide/eks-optimized-amis.html */
const FAMILIES: readonly FamilyFacts[] = [
  family("AmazonLinux2023", "al2023"),
  // EKS publishes none since 26 November 2025, and never did for 1.33.
  family("AmazonLinux2", "al2", { lastMinor: 32 }),
  family("Bottlerocket", "bottlerocket"),
  family("BottlerocketFips", "bottlerocket"),
  ...ubuntu("2004", { firstMinor: 21, lastMinor: 29 }),
  ...ubuntu("2204", { firstMinor: 29 }),
  ...ubuntu("2404", { firstMinor: 31 }),
  ...ubuntu("2604", { firstMinor: 35 }),
  ...windows(2019, 14),
  ...windows(2022, 23),
  ...windows(2025, 35),
];

/** Names of all families. */
export const familyNames = (): readonly string[] => FAMILIES.map(({ name }) => name);

/** Facts about a family; undefined for an unknown word. */
export const familyFacts = (name: string): FamilyFacts | undefined =>
  FAMILIES.find((each) => each.name === name);

export const isWindows = (name: string | undefined): boolean => familyFacts(name ?? "")?.kind === "windows";
export const isBottlerocket = (name: string | undefined): boolean =>
  familyFacts(name ?? "")?.kind === "bottlerocket";
