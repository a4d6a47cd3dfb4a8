import type { AMITypes } from "../../../models/types/eks.d.ts";

export interface AmiType {
  readonly architecture: "x86_64" | "arm64";
  readonly system: "linux" | "windows";
  /** As the kubelet reports it. */
  readonly osImage: string;
  /** Only for instances with GPUs or Inferentia and Trainium. */
  readonly accelerated?: true;
  /** SSM parameters of the current image, by minor version. */
  readonly parameters: (version: string) => { readonly image: string; readonly release: string };
}

const al2023 = (architecture: AmiType["architecture"], variant: string): AmiType => ({
  architecture,
  system: "linux",
  osImage: "Amazon Linux 2023.9.20251117",
  ...(variant !== "standard" && { accelerated: true }),
  parameters: (version) => {
    const base = `/aws/service/eks/optimized-ami/${version}/amazon-linux-2023/${architecture}/${variant}/recommended`;
    return { image: `${base}/image_id`, release: `${base}/release_version` };
  },
});

const al2 = (architecture: AmiType["architecture"], name: string, accelerated = false): AmiType => ({
  architecture,
  system: "linux",
  osImage: "Amazon Linux 2",
  ...(accelerated && { accelerated: true }),
  parameters: (version) => {
    const base = `/aws/service/eks/optimized-ami/${version}/${name}/recommended`;
    return { image: `${base}/image_id`, release: `${base}/release_version` };
  },
});

const bottlerocket = (architecture: AmiType["architecture"], variant: string): AmiType => ({
  architecture,
  system: "linux",
  osImage: "Bottlerocket OS 1.50.0 (aws-k8s)",
  ...(variant.startsWith("-nvidia") && { accelerated: true }),
  parameters: (version) => {
    const base = `/aws/service/bottlerocket/aws-k8s-${version}${variant}/${architecture}/latest`;
    return { image: `${base}/image_id`, release: `${base}/image_version` };
  },
});

const windows = (edition: "Core" | "Full", year: number): AmiType => ({
  architecture: "x86_64",
  system: "windows",
  osImage: `Windows Server ${year} Datacenter`,
  parameters: (version) => {
    const base = `/aws/service/ami-windows-latest/Windows_Server-${year}-English-${edition}-EKS_Optimized-${version}`;
    return { image: `${base}/image_id`, release: `${base}/release_version` };
  },
});

/** What EKS can put on managed nodes; `CUSTOM` brings its own image. */
export const amiTypes: Readonly<Record<Exclude<AMITypes, "CUSTOM">, AmiType>> = {
  AL2023_x86_64_STANDARD: al2023("x86_64", "standard"),
  AL2023_ARM_64_STANDARD: al2023("arm64", "standard"),
  AL2023_x86_64_NEURON: al2023("x86_64", "neuron"),
  AL2023_x86_64_NVIDIA: al2023("x86_64", "nvidia"),
  AL2023_ARM_64_NVIDIA: al2023("arm64", "nvidia"),
  AL2_x86_64: al2("x86_64", "amazon-linux-2"),
  AL2_x86_64_GPU: al2("x86_64", "amazon-linux-2-gpu", true),
  AL2_ARM_64: al2("arm64", "amazon-linux-2-arm64"),
  BOTTLEROCKET_x86_64: bottlerocket("x86_64", ""),
  BOTTLEROCKET_ARM_64: bottlerocket("arm64", ""),
  BOTTLEROCKET_x86_64_FIPS: bottlerocket("x86_64", "-fips"),
  BOTTLEROCKET_ARM_64_FIPS: bottlerocket("arm64", "-fips"),
  BOTTLEROCKET_x86_64_NVIDIA: bottlerocket("x86_64", "-nvidia"),
  BOTTLEROCKET_ARM_64_NVIDIA: bottlerocket("arm64", "-nvidia"),
  BOTTLEROCKET_x86_64_NVIDIA_FIPS: bottlerocket("x86_64", "-nvidia-fips"),
  BOTTLEROCKET_ARM_64_NVIDIA_FIPS: bottlerocket("arm64", "-nvidia-fips"),
  WINDOWS_CORE_2019_x86_64: windows("Core", 2019),
  WINDOWS_FULL_2019_x86_64: windows("Full", 2019),
  WINDOWS_CORE_2022_x86_64: windows("Core", 2022),
  WINDOWS_FULL_2022_x86_64: windows("Full", 2022),
  WINDOWS_CORE_2025_x86_64: windows("Core", 2025),
  WINDOWS_FULL_2025_x86_64: windows("Full", 2025),
};
