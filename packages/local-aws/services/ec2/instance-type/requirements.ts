import { NotImplemented } from "../../../core/errors.ts";
import type { InstanceRequirementsRequest, InstanceTypeInfo } from "../../../models/types/ec2.d.ts";

interface Range {
  readonly Min?: number | undefined;
  readonly Max?: number | undefined;
}

/** What the catalogue of types knows nothing of: prices, and accelerators other than these. */
const unknownMembers = [
  "BaselinePerformanceFactors",
  "MaxSpotPriceAsPercentageOfOptimalOnDemandPrice",
  "OnDemandMaxPricePercentageOverLowestPrice",
  "SpotMaxPricePercentageOverLowestPrice",
] as const satisfies readonly (keyof InstanceRequirementsRequest)[];

const within = (value: number, { Min = 0, Max = Number.POSITIVE_INFINITY }: Range = {}): boolean =>
  Min <= value && value <= Max;

/** `m7*.large` and the like. */
const fits = (name: string, pattern: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/[^\w*-]/g, "\\$&").replaceAll("*", ".*")}$`).test(name);

const oneOf = (wanted: readonly string[] | undefined, found: readonly string[]): boolean =>
  wanted === undefined || wanted.length === 0 || found.some((one) => wanted.includes(one));

/** Bare metal, burstable types and the like are left out, let in or asked for. */
const matchesChoice = (wanted: "included" | "required" | "excluded", has: boolean | undefined): boolean =>
  wanted === "included" || (wanted === "required") === (has === true);

/** Gigabit a second, of "Up to 10 Gigabit" or "2x 100 Gigabit"; 0 where EC2 only says "Moderate". */
function gigabits(performance: string | undefined): number {
  const [, cards = "1", each = "0"] = /(?:(\d+)x )?([\d.]+) Gigabit/.exec(performance ?? "") ?? [];
  return Number(cards) * Number(each);
}

function accelerators(type: InstanceTypeInfo) {
  const gpus = (type.GpuInfo?.Gpus ?? []).map((gpu) => ({ ...gpu, type: "gpu" }));
  const neurons = (type.NeuronInfo?.NeuronDevices ?? []).map((device) => ({
    ...device,
    type: "inference",
    Manufacturer: "amazon-web-services",
  }));
  const others = (type.InferenceAcceleratorInfo?.Accelerators ?? []).map((one) => ({
    ...one,
    type: "inference",
  }));
  const all = [...gpus, ...neurons, ...others];
  return {
    count: all.reduce((total, { Count = 0 }) => total + Count, 0),
    memory: (type.GpuInfo?.TotalGpuMemoryInMiB ?? 0) + (type.NeuronInfo?.TotalNeuronDeviceMemoryInMiB ?? 0),
    types: all.map((one) => one.type),
    makers: all.map(({ Manufacturer = "" }) => Manufacturer.toLowerCase()),
    names: all.map(({ Name = "" }) => Name.toLowerCase()),
  };
}

function requireKnown(wanted: InstanceRequirementsRequest): void {
  const gap = unknownMembers.find((member) => wanted[member] !== undefined);
  if (gap !== undefined) throw new NotImplemented(`EC2 InstanceRequirements.${gap}`);
  const other = wanted.AcceleratorTypes?.find((type) => type !== "gpu" && type !== "inference");
  if (other !== undefined) throw new NotImplemented(`EC2 InstanceRequirements.AcceleratorTypes ${other}`);
}

/**
 * Whether a type has the wanted attributes. AWS also leaves out what costs far more than the cheapest that fits: there are
 * no prices here, so that more types fit.
 */
export function requirementsMatcher(
  wanted: InstanceRequirementsRequest,
): (type: InstanceTypeInfo) => boolean {
  requireKnown(wanted);
  return (type) => {
    const name = String(type.InstanceType);
    const vcpus = type.VCpuInfo?.DefaultVCpus ?? 0;
    const memory = type.MemoryInfo?.SizeInMiB ?? 0;
    const disks = (type.InstanceStorageInfo?.Disks ?? []).map(({ Type = "" }) => Type);
    const extra = accelerators(type);
    const { AllowedInstanceTypes: allowed = [], ExcludedInstanceTypes: excluded = [] } = wanted;
    return (
      within(vcpus, wanted.VCpuCount) &&
      within(memory, wanted.MemoryMiB) &&
      within(memory / 1024 / vcpus, wanted.MemoryGiBPerVCpu) &&
      (allowed.length === 0 || allowed.some((pattern) => fits(name, pattern))) &&
      !excluded.some((pattern) => fits(name, pattern)) &&
      oneOf(wanted.CpuManufacturers, [makerOf(type)]) &&
      oneOf(wanted.InstanceGenerations, [type.CurrentGeneration === true ? "current" : "previous"]) &&
      matchesChoice(wanted.BareMetal ?? "excluded", type.BareMetal) &&
      matchesChoice(wanted.BurstablePerformance ?? "excluded", type.BurstablePerformanceSupported) &&
      matchesChoice(wanted.LocalStorage ?? "included", type.InstanceStorageSupported) &&
      (disks.length === 0 || oneOf(wanted.LocalStorageTypes, disks)) &&
      within(type.InstanceStorageInfo?.TotalSizeInGB ?? 0, wanted.TotalLocalStorageGB) &&
      (wanted.RequireHibernateSupport !== true || type.HibernationSupported === true) &&
      (wanted.RequireEncryptionInTransit !== true ||
        type.NetworkInfo?.EncryptionInTransitSupported === true) &&
      within(type.NetworkInfo?.MaximumNetworkInterfaces ?? 0, wanted.NetworkInterfaceCount) &&
      within(gigabits(type.NetworkInfo?.NetworkPerformance), wanted.NetworkBandwidthGbps) &&
      within(type.EbsInfo?.EbsOptimizedInfo?.BaselineBandwidthInMbps ?? 0, wanted.BaselineEbsBandwidthMbps) &&
      within(extra.count, wanted.AcceleratorCount) &&
      within(extra.memory, wanted.AcceleratorTotalMemoryMiB) &&
      oneOf(wanted.AcceleratorTypes, extra.types) &&
      oneOf(wanted.AcceleratorManufacturers, extra.makers) &&
      oneOf(wanted.AcceleratorNames, extra.names)
    );
  };
}

const makers: Readonly<Record<string, string>> = { AWS: "amazon-web-services" };
const makerOf = ({ ProcessorInfo: processor }: InstanceTypeInfo): string =>
  makers[processor?.Manufacturer ?? ""] ?? (processor?.Manufacturer ?? "").toLowerCase();
