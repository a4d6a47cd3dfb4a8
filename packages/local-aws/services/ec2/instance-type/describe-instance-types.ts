import { NotImplemented } from "../../../core/errors.ts";
import type { InstanceTypeInfo } from "../../../models/types/ec2.d.ts";
import { type Filters, matcher } from "../filters.ts";
import { ec2 } from "../operation.ts";
import { instanceType, requireInstanceType, typeNames, zonesOffering } from "./catalogue.ts";

const filters: Filters<InstanceTypeInfo> = {
  "auto-recovery-supported": "AutoRecoverySupported",
  "bare-metal": "BareMetal",
  "burstable-performance-supported": "BurstablePerformanceSupported",
  "current-generation": "CurrentGeneration",
  "dedicated-hosts-supported": "DedicatedHostsSupported",
  "ebs-info.ebs-optimized-support": "EbsInfo.EbsOptimizedSupport",
  "ebs-info.encryption-support": "EbsInfo.EncryptionSupport",
  "ebs-info.nvme-support": "EbsInfo.NvmeSupport",
  "free-tier-eligible": "FreeTierEligible",
  "hibernation-supported": "HibernationSupported",
  hypervisor: "Hypervisor",
  "instance-storage-supported": "InstanceStorageSupported",
  "instance-type": "InstanceType",
  "memory-info.size-in-mib": "MemoryInfo.SizeInMiB",
  "network-info.efa-supported": "NetworkInfo.EfaSupported",
  "network-info.ena-support": "NetworkInfo.EnaSupport",
  "network-info.encryption-in-transit-supported": "NetworkInfo.EncryptionInTransitSupported",
  "network-info.ipv4-addresses-per-interface": "NetworkInfo.Ipv4AddressesPerInterface",
  "network-info.ipv6-supported": "NetworkInfo.Ipv6Supported",
  "network-info.maximum-network-cards": "NetworkInfo.MaximumNetworkCards",
  "network-info.maximum-network-interfaces": "NetworkInfo.MaximumNetworkInterfaces",
  "processor-info.supported-architecture": "ProcessorInfo.SupportedArchitectures",
  "processor-info.sustained-clock-speed-in-ghz": "ProcessorInfo.SustainedClockSpeedInGhz",
  "supported-boot-mode": "SupportedBootModes",
  "supported-root-device-type": "SupportedRootDeviceTypes",
  "supported-usage-class": "SupportedUsageClasses",
  "supported-virtualization-type": "SupportedVirtualizationTypes",
  "vcpu-info.default-cores": "VCpuInfo.DefaultCores",
  "vcpu-info.default-vcpus": "VCpuInfo.DefaultVCpus",
  "vcpu-info.default-threads-per-core": "VCpuInfo.DefaultThreadsPerCore",
};

/** Named types, or all that the region offers. */
export const describeInstanceTypes = ec2("DescribeInstanceTypes", (call) => {
  const { InstanceTypes: names = [], Filters: wanted } = call.input;
  if (call.input.IncludeUnsupportedInRegion === true)
    throw new NotImplemented("EC2 DescribeInstanceTypes: IncludeUnsupportedInRegion");
  const found =
    names.length > 0
      ? names.map(requireInstanceType)
      : typeNames
          .filter((name) => zonesOffering(call.region, name)?.length !== 0)
          .flatMap((name) => instanceType(name) ?? []);
  return {
    InstanceTypes: found.filter(
      matcher(call, "DescribeInstanceTypes", filters, (type) => String(type.InstanceType), wanted),
    ),
  };
});
