import data from "./data/instance-types.json" with { type: "json" };

export type Architecture = "x86_64" | "arm64";

/** An EC2 instance type. */
export interface InstanceType {
  readonly name: string;
  readonly architecture: Architecture;
  readonly vCPUs: number;
  readonly memoryMiB: number;
  /** Network interfaces of the default network card. */
  readonly networkInterfaces: number;
  readonly ipv4AddressesPerInterface: number;
  readonly nvidiaGpus: number;
  /** AWS Inferentia or Trainium devices. */
  readonly neuronDevices: number;
  readonly hypervisor: "nitro" | "xen" | "metal";
  /** Elastic Fabric Adapter. */
  readonly efa: boolean;
}

type Row = readonly (string | number)[];

const TYPES: Readonly<Record<string, Row>> = data.types;

/** Facts about a type; undefined for one that is not in the data, which may be newer than it. */
export function instanceType(name: string): InstanceType | undefined {
  const row = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  if (row === undefined) return undefined;
  const [
    architecture,
    vCPUs,
    memoryMiB,
    networkInterfaces,
    addresses,
    nvidiaGpus,
    neuronDevices,
    hypervisor,
    efa,
  ] = row;
  return {
    name,
    architecture: architecture as Architecture,
    vCPUs: Number(vCPUs),
    memoryMiB: Number(memoryMiB),
    networkInterfaces: Number(networkInterfaces),
    ipv4AddressesPerInterface: Number(addresses),
    nvidiaGpus: Number(nvidiaGpus),
    neuronDevices: Number(neuronDevices),
    hypervisor: hypervisor as InstanceType["hypervisor"],
    efa: efa === 1,
  };
}

/** Names of all types in the data. */
export const instanceTypeNames = (): readonly string[] => Object.keys(TYPES);

/** Architecture of a type. For a type newer than the data it follows from the name: a `g` behind the generation is Graviton. */
export function architectureOf(name: string): Architecture {
  return instanceType(name)?.architecture ?? (/^[a-z]+\d+g[a-z]*\./.test(name) ? "arm64" : "x86_64");
}

export type Accelerator = "nvidia" | "neuron";

/** What accelerates a type. For a type newer than the data it follows from its family. */
export function acceleratorOf(name: string): Accelerator | undefined {
  const known = instanceType(name);
  if (known !== undefined) {
    if (known.neuronDevices > 0) return "neuron";
    return known.nvidiaGpus > 0 ? "nvidia" : undefined;
  }
  if (/^(inf|trn)\d/.test(name)) return "neuron";
  return /^(g|p)\d/.test(name) ? "nvidia" : undefined;
}
