import { instanceType, instanceTypeNames } from "../../aws/instance-types.ts";

/** Criteria as the file gives them. Numbers must match exactly. */
export interface Selector {
  readonly vCPUs?: number | undefined;
  readonly memory?: string | undefined;
  readonly gpus?: number | undefined;
  readonly neuron_devices?: number | undefined;
  readonly cpuArchitecture?: string | undefined;
  readonly allow?: string | undefined;
  readonly deny?: string | undefined;
}

const MIB_OF: Readonly<Record<string, number>> = {
  "": 1024,
  m: 1,
  mi: 1,
  mb: 1,
  mib: 1,
  g: 1024,
  gi: 1024,
  gb: 1024,
  gib: 1024,
  t: 1_048_576,
  ti: 1_048_576,
  tb: 1_048_576,
  tib: 1_048_576,
};

/** Reads an amount of memory, in MiB; GiB if no unit is given. Undefined if it is none. */
export function byteQuantity(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([a-zA-Z]*)$/.exec(text.trim());
  const unit = MIB_OF[(match?.[2] ?? "?").toLowerCase()];
  return match === null || unit === undefined ? undefined : Math.round(Number(match[1]) * unit);
}

const ARCHITECTURES: ReadonlySet<string> = new Set(["", "x86_64", "amd64", "arm64"]);

function expression(text: string): RegExp | undefined {
  try {
    return new RegExp(text);
  } catch {
    return undefined;
  }
}

/** Types that EKS has images for and that match; undefined if a criterion cannot be read. */
export function selectTypes(selector: Selector): readonly string[] | undefined {
  const wanted =
    selector.memory === undefined || selector.memory === "" ? undefined : byteQuantity(selector.memory);
  if (wanted === undefined && (selector.memory ?? "") !== "") return undefined;
  if (!ARCHITECTURES.has(selector.cpuArchitecture?.toLowerCase() ?? "")) return undefined;
  const allow = expression(selector.allow ?? "");
  const deny = expression(selector.deny ?? "");
  if (allow === undefined || deny === undefined) return undefined;
  const architecture = selector.cpuArchitecture?.toLowerCase() === "arm64" ? "arm64" : "x86_64";
  return instanceTypeNames().filter((name) => {
    const type = instanceType(name);
    return (
      type !== undefined &&
      type.architecture === architecture &&
      type.hypervisor !== "metal" &&
      (selector.vCPUs === undefined || selector.vCPUs === 0 || type.vCPUs === selector.vCPUs) &&
      (wanted === undefined || type.memoryMiB === wanted) &&
      (selector.gpus === undefined || type.nvidiaGpus === selector.gpus) &&
      (selector.neuron_devices === undefined || type.neuronDevices === selector.neuron_devices) &&
      (selector.allow === undefined || selector.allow === "" || allow.test(name)) &&
      (selector.deny === undefined || selector.deny === "" || !deny.test(name))
    );
  });
}
