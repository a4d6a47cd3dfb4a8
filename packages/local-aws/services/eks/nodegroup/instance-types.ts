import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import type { AMITypes } from "../../../models/types/eks.d.ts";
import { amiTypes } from "../catalogue/ami-types.ts";
import { invalidParameter } from "../errors.ts";

export interface InstanceType {
  readonly name: string;
  readonly architecture: "amd64" | "arm64";
  readonly cpu: number;
  readonly memoryMiB: number;
  /** Pods by the limits of interfaces and addresses, capped as EKS recommends. */
  readonly maxPods: number;
  readonly accelerated: boolean;
}

/** @see https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html */
const cappedPods = (pods: number, cpu: number) => Math.min(pods, cpu > 30 ? 250 : 110);

export function describeInstanceType(context: Context, name: string): InstanceType {
  try {
    const { InstanceTypes } = context.invoke("ec2", "DescribeInstanceTypes", {
      InstanceTypes: [name as never],
    });
    const found = InstanceTypes?.[0];
    const cpu = found?.VCpuInfo?.DefaultVCpus ?? 2;
    const { MaximumNetworkInterfaces: interfaces = 3, Ipv4AddressesPerInterface: addresses = 6 } =
      found?.NetworkInfo ?? {};
    return {
      name,
      architecture: (found?.ProcessorInfo?.SupportedArchitectures ?? []).includes("arm64")
        ? "arm64"
        : "amd64",
      cpu,
      memoryMiB: found?.MemoryInfo?.SizeInMiB ?? 4096,
      maxPods: cappedPods(interfaces * (addresses - 1) + 2, cpu),
      accelerated:
        found?.GpuInfo !== undefined ||
        found?.NeuronInfo !== undefined ||
        found?.InferenceAcceleratorInfo !== undefined,
    };
  } catch (error) {
    if (error instanceof AwsError && error.code.startsWith("InvalidInstanceType")) {
      throw invalidParameter(`The following supplied instance types do not exist: [${name}]`);
    }
    throw error;
  }
}

/** Refuses instance types that can't run an image family. */
export function requireInstanceTypes(
  context: Context,
  names: readonly string[],
  amiType: AMITypes,
): readonly InstanceType[] {
  const types = names.map((name) => describeInstanceType(context, name));
  if (amiType === "CUSTOM") return types;
  const { architecture, accelerated } = amiTypes[amiType];
  const wrong = types.find(
    (type) =>
      (type.architecture === "arm64") !== (architecture === "arm64") ||
      (accelerated === true && !type.accelerated),
  );
  if (wrong !== undefined)
    throw invalidParameter(`[${wrong.name}] is not a valid instance type for requested amiType ${amiType}`);
  return types;
}
