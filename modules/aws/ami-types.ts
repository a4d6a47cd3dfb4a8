import { type Accelerator, type Architecture, acceleratorOf, architectureOf } from "./instance-types.ts";

/** AMI types of one operating system, by what the instances are. */
type AmiTypes = Readonly<Record<Architecture, string | undefined>> &
  Readonly<Partial<Record<`${Architecture}:${Accelerator}`, string>>>;

const bottlerocket = (suffix: string): AmiTypes => ({
  x86_64: `BOTTLEROCKET_x86_64${suffix}`,
  arm64: `BOTTLEROCKET_ARM_64${suffix}`,
  "x86_64:nvidia": `BOTTLEROCKET_x86_64_NVIDIA${suffix}`,
  "arm64:nvidia": `BOTTLEROCKET_ARM_64_NVIDIA${suffix}`,
});

const windows = (edition: "CORE" | "FULL", year: number): AmiTypes => ({
  x86_64: `WINDOWS_${edition}_${year}_x86_64`,
  arm64: undefined,
});

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html#AmazonEKS-Type-Nodegroup-amiType */
const FAMILIES: Readonly<Record<string, AmiTypes>> = {
  AmazonLinux2023: {
    x86_64: "AL2023_x86_64_STANDARD",
    arm64: "AL2023_ARM_64_STANDARD",
    "x86_64:nvidia": "AL2023_x86_64_NVIDIA",
    "x86_64:neuron": "AL2023_x86_64_NEURON",
    "arm64:nvidia": "AL2023_ARM_64_NVIDIA",
  },
  AmazonLinux2: {
    x86_64: "AL2_x86_64",
    arm64: "AL2_ARM_64",
    "x86_64:nvidia": "AL2_x86_64_GPU",
    "x86_64:neuron": "AL2_x86_64_GPU",
  },
  Bottlerocket: bottlerocket(""),
  BottlerocketFips: bottlerocket("_FIPS"),
  WindowsServer2019CoreContainer: windows("CORE", 2019),
  WindowsServer2019FullContainer: windows("FULL", 2019),
  WindowsServer2022CoreContainer: windows("CORE", 2022),
  WindowsServer2022FullContainer: windows("FULL", 2022),
  WindowsServer2025CoreContainer: windows("CORE", 2025),
  WindowsServer2025FullContainer: windows("FULL", 2025),
};

/**
 * AMI type of a managed node group: the first accelerated type of the list decides, else the first. A family without an
 * image for the accelerator falls back to its plain one; a family that EKS has no type for, Ubuntu for example, is
 * `CUSTOM`.
 */
export function amiTypeFor(family: string, instanceTypes: readonly string[]): string {
  const decisive =
    instanceTypes.find((type) => acceleratorOf(type) !== undefined) ?? instanceTypes[0] ?? "m5.large";
  const architecture = architectureOf(decisive);
  const accelerator = acceleratorOf(decisive);
  const types = Object.hasOwn(FAMILIES, family) ? FAMILIES[family] : undefined;
  if (types === undefined) return "CUSTOM";
  const special = accelerator === undefined ? undefined : types[`${architecture}:${accelerator}`];
  return special ?? types[architecture] ?? "CUSTOM";
}
