import { AwsError } from "../../../core/errors.ts";
import type { InstanceType, InstanceTypeInfo, NetworkCardInfo } from "../../../models/types/ec2.d.ts";
import typeData from "../data/instance-types.json" with { type: "json" };
import offeringData from "../data/offerings.json" with { type: "json" };

interface Extras {
  /** GPUs: name, maker, count, MiB of each. */
  readonly g?: readonly (readonly [string, string, number, number])[];
  /** Neuron devices: name, count, cores of each, version of the cores, MiB of each. */
  readonly n?: readonly (readonly [string, number, number, number, number])[];
  /** Inference accelerators: name, maker, count, MiB of each. */
  readonly i?: readonly (readonly [string, string, number, number])[];
  /** Local disks: kind, count, GB of each. */
  readonly s?: readonly (readonly ["ssd" | "hdd", number, number])[];
}

/** A row of data/instance-types.json. */
type Row = readonly [
  vcpus: number,
  cores: number,
  memoryMiB: number,
  gigahertz: number,
  /** One letter for each property; after a slash the boot mode. See `infoOf`. */
  flags: string,
  /** Of the default network card. */
  interfaces: number,
  ipv4PerInterface: number,
  ipv6PerInterface: number,
  /** Of all network cards. */
  allInterfaces: number,
  cards: number,
  networkPerformance: string,
  efaInterfaces: number,
  /** Baseline and most, Mbit/s, then operations a second; 0 where EBS has no bandwidth of its own. */
  ebs: readonly [number, number, number, number] | 0,
  extras?: Extras,
];

const rows = typeData as unknown as Readonly<Record<string, Row>>;
const offerings = offeringData as unknown as Readonly<
  Record<string, readonly [zoneIds: readonly string[], masks: Readonly<Record<string, number>>]>
>;

export const typeNames: readonly string[] = Object.keys(rows);

/** Ids of the zones in which a type is offered; a family has one mask and the types that differ have their own. */
export function zonesOffering(region: string, type: string): readonly string[] | undefined {
  const table = offerings[region];
  if (table === undefined) return undefined;
  const [zoneIds, masks] = table;
  const mask = masks[type] ?? masks[type.slice(0, type.indexOf("."))] ?? 0;
  return zoneIds.filter((_, bit) => (mask & (1 << bit)) !== 0);
}

const ARCHITECTURES = {
  x: ["x86_64"],
  i: ["i386", "x86_64"],
  a: ["arm64"],
  A: ["arm64_mac"],
  X: ["x86_64_mac"],
} as const;
const BOOT_MODES = { l: ["legacy-bios"], b: ["legacy-bios", "uefi"], u: ["uefi"] } as const;
const MAKERS = { I: "Intel", M: "AMD", W: "AWS", P: "Apple" } as const;

const pick = <T>(flags: string, table: Readonly<Record<string, T>>): T => {
  const found = Object.entries(table).find(([letter]) => flags.includes(letter));
  if (found === undefined) throw new Error(`none of ${Object.keys(table).join("")} in ${flags}`);
  return found[1];
};

function cardsOf([, , , , , onDefault, , , all, cards, performance]: Row): readonly NetworkCardInfo[] {
  const rest = cards > 1 ? Math.floor((all - onDefault) / (cards - 1)) : 0;
  return Array.from({ length: cards }, (_, index) => ({
    NetworkCardIndex: index,
    NetworkPerformance: performance,
    MaximumNetworkInterfaces: index === 0 ? onDefault : rest,
  }));
}

function ebsOf(flags: string, ebs: Row[12]): NonNullable<InstanceTypeInfo["EbsInfo"]> {
  const support = flags.includes("D") ? "default" : flags.includes("O") ? "supported" : "unsupported";
  return {
    EbsOptimizedSupport: support,
    EncryptionSupport: "supported",
    NvmeSupport: flags.includes("Z") ? "unsupported" : "required",
    ...(ebs !== 0 && {
      EbsOptimizedInfo: {
        BaselineBandwidthInMbps: ebs[0],
        MaximumBandwidthInMbps: ebs[1],
        BaselineThroughputInMBps: ebs[0] / 8,
        MaximumThroughputInMBps: ebs[1] / 8,
        BaselineIops: ebs[2],
        MaximumIops: ebs[3],
      },
    }),
  };
}

function acceleratorsOf({ g: gpus, n: neuron, i: inference, s: disks }: Extras): Partial<InstanceTypeInfo> {
  const sum = (list: readonly number[]) => list.reduce((total, one) => total + one, 0);
  return {
    ...(gpus !== undefined && {
      GpuInfo: {
        Gpus: gpus.map(([Name, Manufacturer, Count, MiB]) => ({
          Name,
          Manufacturer,
          Count,
          MemoryInfo: { SizeInMiB: MiB },
        })),
        TotalGpuMemoryInMiB: sum(gpus.map(([, , count, MiB]) => count * MiB)),
      },
    }),
    ...(neuron !== undefined && {
      NeuronInfo: {
        NeuronDevices: neuron.map(([Name, Count, cores, Version, MiB]) => ({
          Name,
          Count,
          CoreInfo: { Count: cores, Version },
          MemoryInfo: { SizeInMiB: MiB },
        })),
        TotalNeuronDeviceMemoryInMiB: sum(neuron.map(([, count, , , MiB]) => count * MiB)),
      },
    }),
    ...(inference !== undefined && {
      InferenceAcceleratorInfo: {
        Accelerators: inference.map(([Name, Manufacturer, Count, MiB]) => ({
          Name,
          Manufacturer,
          Count,
          MemoryInfo: { SizeInMiB: MiB },
        })),
        TotalInferenceMemoryInMiB: sum(inference.map(([, , count, MiB]) => count * MiB)),
      },
    }),
    ...(disks !== undefined && {
      InstanceStorageInfo: {
        Disks: disks.map(([Type, Count, SizeInGB]) => ({ Type, Count, SizeInGB })),
        TotalSizeInGB: sum(disks.map(([, count, GB]) => count * GB)),
        EncryptionSupport: "required" as const,
        NvmeSupport: "required" as const,
      },
    }),
  };
}

/** What EC2 tells about an instance type, or undefined. */
export function instanceType(name: string): InstanceTypeInfo | undefined {
  const row = Object.hasOwn(rows, name) ? rows[name] : undefined;
  if (row === undefined) return undefined;
  const [
    vcpus,
    cores,
    memoryMiB,
    gigahertz,
    both,
    ,
    ipv4,
    ipv6,
    allInterfaces,
    cards,
    performance,
    efa,
    ebs,
    extras = {},
  ] = row;
  const [flags = "", boot = "l"] = both.split("/");
  const has = (letter: string) => flags.includes(letter);
  const supported = (letter: string) => (has(letter) ? "supported" : "unsupported");
  const threads = cores === 0 ? 1 : Math.max(1, Math.round(vcpus / cores));
  return {
    InstanceType: name as InstanceType,
    CurrentGeneration: has("c"),
    FreeTierEligible: has("f"),
    SupportedUsageClasses: [
      "on-demand",
      ...(has("s") ? (["spot"] as const) : []),
      ...(has("k") ? (["capacity-block"] as const) : []),
    ],
    SupportedRootDeviceTypes: ["ebs"],
    SupportedVirtualizationTypes: ["hvm"],
    BareMetal: has("m"),
    ...((has("N") || has("Z")) && { Hypervisor: has("N") ? ("nitro" as const) : ("xen" as const) }),
    ProcessorInfo: {
      SupportedArchitectures: pick(flags.slice(-1), ARCHITECTURES),
      SustainedClockSpeedInGhz: gigahertz,
      Manufacturer: pick(flags.slice(0, -1), MAKERS),
    },
    VCpuInfo: { DefaultVCpus: vcpus, DefaultCores: cores, DefaultThreadsPerCore: threads },
    MemoryInfo: { SizeInMiB: memoryMiB },
    InstanceStorageSupported: extras.s !== undefined,
    EbsInfo: ebsOf(flags, ebs),
    NetworkInfo: {
      NetworkPerformance: performance,
      MaximumNetworkInterfaces: allInterfaces,
      MaximumNetworkCards: cards,
      DefaultNetworkCardIndex: 0,
      NetworkCards: cardsOf(row),
      Ipv4AddressesPerInterface: ipv4,
      Ipv6AddressesPerInterface: ipv6,
      Ipv6Supported: has("6"),
      EnaSupport: has("Q") ? "required" : has("S") ? "supported" : "unsupported",
      EfaSupported: efa > 0,
      ...(efa > 0 && { EfaInfo: { MaximumEfaInterfaces: efa } }),
      EncryptionInTransitSupported: has("e"),
      EnaSrdSupported: has("u"),
    },
    PlacementGroupInfo: {
      SupportedStrategies: has("g") ? ["cluster", "partition", "spread"] : ["partition", "spread"],
    },
    HibernationSupported: has("h"),
    BurstablePerformanceSupported: has("t"),
    DedicatedHostsSupported: has("d"),
    AutoRecoverySupported: has("r"),
    SupportedBootModes: pick(boot, BOOT_MODES),
    NitroEnclavesSupport: supported("n"),
    NitroTpmSupport: supported("p"),
    ...(has("p") && { NitroTpmInfo: { SupportedVersions: ["2.0"] } }),
    ...acceleratorsOf(extras),
  };
}

/** Refuses a type that EC2 doesn't have. */
export function requireInstanceType(name: string): InstanceTypeInfo {
  const found = instanceType(name);
  if (found === undefined)
    throw new AwsError(
      "InvalidInstanceType",
      `The following supplied instance types do not exist: [${name}]`,
    );
  return found;
}
