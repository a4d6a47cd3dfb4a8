const OPTIMIZED = "/aws/service/eks/optimized-ami";

/** What AWS calls the images of AL2 for EKS. */
const AL2: Readonly<Record<string, string>> = {
  AL2_x86_64: "amazon-linux-2",
  AL2_x86_64_GPU: "amazon-linux-2-gpu",
  AL2_ARM_64: "amazon-linux-2-arm64",
};

/**
 * SSM parameter with the newest release of an AMI type; undefined for a type that EKS has no releases for, `CUSTOM` above
 * all. @see https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id.html
 */
export function releaseParameter(amiType: string, version: string): string | undefined {
  const al2023 = /^AL2023_(x86_64|ARM_64)_([A-Z]+)$/.exec(amiType);
  if (al2023 !== null) {
    const variant = (al2023[2] ?? "").toLowerCase();
    const path = `amazon-linux-2023/${architecture(al2023[1])}/${variant}/recommended/release_version`;
    return `${OPTIMIZED}/${version}/${path}`;
  }
  const bottlerocket = /^BOTTLEROCKET_(x86_64|ARM_64)((?:_NVIDIA)?(?:_FIPS)?)$/.exec(amiType);
  if (bottlerocket !== null) {
    const variant = (bottlerocket[2] ?? "").toLowerCase().replaceAll("_", "-");
    const path = `aws-k8s-${version}${variant}/${architecture(bottlerocket[1])}/latest/image_version`;
    return `/aws/service/bottlerocket/${path}`;
  }
  const windows = /^WINDOWS_(CORE|FULL)_(\d{4})_x86_64$/.exec(amiType);
  if (windows !== null) {
    const edition = windows[1] === "CORE" ? "Core" : "Full";
    const image = `Windows_Server-${windows[2]}-English-${edition}-EKS_Optimized-${version}`;
    return `/aws/service/ami-windows-latest/${image}/release_version`;
  }
  const al2 = Object.hasOwn(AL2, amiType) ? AL2[amiType] : undefined;
  return al2 === undefined ? undefined : `${OPTIMIZED}/${version}/${al2}/recommended/release_version`;
}

const architecture = (word: string | undefined): string => (word === "ARM_64" ? "arm64" : "x86_64");
