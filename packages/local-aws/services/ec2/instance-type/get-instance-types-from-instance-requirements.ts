import { ec2 } from "../operation.ts";
import { instanceType, typeNames, zonesOffering } from "./catalogue.ts";
import { requirementsMatcher } from "./requirements.ts";

/** The types that a launch by attributes may choose among, smallest first. */
export const getInstanceTypesFromInstanceRequirements = ec2(
  "GetInstanceTypesFromInstanceRequirements",
  ({ input, region }) => {
    const matches = requirementsMatcher(input.InstanceRequirements);
    const found = typeNames
      .filter((name) => zonesOffering(region, name)?.length !== 0)
      .flatMap((name) => instanceType(name) ?? [])
      .filter(
        (type) =>
          type.ProcessorInfo?.SupportedArchitectures?.some((one) => input.ArchitectureTypes.includes(one)) &&
          type.SupportedVirtualizationTypes?.some((one) => input.VirtualizationTypes.includes(one)) &&
          matches(type),
      )
      .toSorted(
        (a, b) =>
          (a.VCpuInfo?.DefaultVCpus ?? 0) - (b.VCpuInfo?.DefaultVCpus ?? 0) ||
          (a.MemoryInfo?.SizeInMiB ?? 0) - (b.MemoryInfo?.SizeInMiB ?? 0),
      );
    return { InstanceTypes: found.map(({ InstanceType }) => ({ InstanceType: String(InstanceType) })) };
  },
);
