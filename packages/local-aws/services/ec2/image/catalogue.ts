import { createHash } from "node:crypto";

/** Dates of the releases that are kept, newest first; every family has one of each. */
const RELEASES = ["20261117", "20261103", "20261020"] as const;
/** Kubernetes versions with images of their own. Those of Amazon Linux 2 ended with 1.32. */
const MINORS = Array.from({ length: 13 }, (_, index) => 24 + index);
const NEWEST_AL2 = 32;
/** Newest patch of each minor version, as it stands in image names and releases. */
const PATCHES: Readonly<Record<number, number>> = { 30: 14, 31: 14, 32: 11, 33: 8, 34: 5, 35: 3, 36: 1 };

const EKS = "602401143452";
const AMAZON = "137112412989";
const WINDOWS = "801119661308";
const BOTTLEROCKET = "092701018921";
const CANONICAL = "099720109477";

export interface CatalogueImage {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly architecture: "x86_64" | "arm64";
  readonly platform: "linux" | "windows";
  readonly rootDevice: "/dev/xvda" | "/dev/sda1";
  /** GiB. */
  readonly rootSize: number;
  readonly description: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** SSM parameters that have it, or something of it, as their value. */
  readonly parameters: Readonly<Record<string, string>>;
}

type Draft = Omit<CatalogueImage, "id" | "createdAt" | "parameters"> & {
  readonly date: string;
  readonly parameters: (id: string) => Readonly<Record<string, string>>;
};

function finish(region: string, draft: Draft): CatalogueImage {
  const { date, parameters, ...rest } = draft;
  const id = `ami-0${createHash("sha256").update(`${region}/${draft.name}`).digest("hex").slice(0, 16)}`;
  const createdAt = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T00:00:00.000Z`;
  return { ...rest, id, createdAt, parameters: parameters(id) };
}

const linux = { platform: "linux", rootDevice: "/dev/xvda" } as const;

function al2023(minor: number, date: string, newest: boolean): readonly Draft[] {
  const version = `1.${minor}`;
  const release = `${version}.${PATCHES[minor] ?? 15}-${date}`;
  const variants = [
    ["x86_64", "standard"],
    ["arm64", "standard"],
    ["x86_64", "nvidia"],
    ["arm64", "nvidia"],
    ["x86_64", "neuron"],
  ] as const;
  return variants.map(([architecture, variant]) => {
    const name = `amazon-eks-node-al2023-${architecture}-${variant}-${version}-v${date}`;
    return {
      ...linux,
      name,
      date,
      ownerId: EKS,
      architecture,
      rootSize: 20,
      description: `EKS-optimized Kubernetes node based on Amazon Linux 2023, (k8s: ${version}.${PATCHES[minor] ?? 15})`,
      parameters: (id) =>
        recommended(
          `/aws/service/eks/optimized-ami/${version}/amazon-linux-2023/${architecture}/${variant}`,
          name,
          id,
          release,
          newest,
        ),
    };
  });
}

function recommended(
  base: string,
  name: string,
  id: string,
  release: string,
  newest: boolean,
): Record<string, string> {
  const all = (path: string) => ({
    [`${base}/${path}/image_id`]: id,
    [`${base}/${path}/image_name`]: name,
    [`${base}/${path}/release_version`]: release,
    [`${base}/${path}`]: JSON.stringify({
      schema_version: "2",
      image_id: id,
      image_name: name,
      release_version: release,
    }),
  });
  return { ...all(name), ...(newest && all("recommended")) };
}

function al2(minor: number, date: string, newest: boolean): readonly Draft[] {
  const version = `1.${minor}`;
  const variants = [
    ["x86_64", "amazon-linux-2", "amazon-eks-node"],
    ["arm64", "amazon-linux-2-arm64", "amazon-eks-arm64-node"],
    ["x86_64", "amazon-linux-2-gpu", "amazon-eks-gpu-node"],
  ] as const;
  // The last release before Amazon Linux 2 ended.
  const last = date === RELEASES[0] ? "20251120" : date === RELEASES[1] ? "20251112" : "20251029";
  return variants.map(([architecture, path, prefix]) => {
    const name = `${prefix}-${version}-v${last}`;
    return {
      ...linux,
      name,
      date: last,
      ownerId: EKS,
      architecture,
      rootSize: 20,
      description: `EKS Kubernetes Worker AMI with AmazonLinux2 image, (k8s: ${version}.${PATCHES[minor] ?? 15})`,
      parameters: (id) =>
        recommended(
          `/aws/service/eks/optimized-ami/${version}/${path}`,
          name,
          id,
          `${version}.${PATCHES[minor] ?? 15}-${last}`,
          newest,
        ),
    };
  });
}

function bottlerocket(minor: number, date: string, newest: boolean): readonly Draft[] {
  const version = `1.${minor}`;
  const index = RELEASES.indexOf(date as (typeof RELEASES)[number]);
  const release = `1.${51 - index}.0-${createHash("sha256").update(date).digest("hex").slice(0, 8)}`;
  const short = release.slice(0, release.indexOf("-"));
  return ["", "-fips", "-nvidia", "-nvidia-fips"].flatMap((variant) =>
    (["x86_64", "arm64"] as const).map((architecture) => {
      const base = `/aws/service/bottlerocket/aws-k8s-${version}${variant}/${architecture}`;
      const at = (path: string, id: string) => ({
        [`${base}/${path}/image_id`]: id,
        [`${base}/${path}/image_version`]: release,
      });
      return {
        ...linux,
        name: `bottlerocket-aws-k8s-${version}${variant}-${architecture}-v${release}`,
        date,
        ownerId: BOTTLEROCKET,
        architecture,
        rootSize: 2,
        description: `bottlerocket-aws-k8s-${version}${variant}-${architecture}-v${release}`,
        parameters: (id: string) => ({ ...at(short, id), ...(newest && at("latest", id)) }),
      };
    }),
  );
}

function windows(minor: number, date: string, newest: boolean): readonly Draft[] {
  const version = `1.${minor}`;
  const dotted = `${date.slice(0, 4)}.${date.slice(4, 6)}.${date.slice(6)}`;
  return ([2019, 2022, 2025] as const).flatMap((year) =>
    (["Core", "Full"] as const).map((edition) => {
      const family = `Windows_Server-${year}-English-${edition}-EKS_Optimized-${version}`;
      const base = `/aws/service/ami-windows-latest/${family}`;
      return {
        platform: "windows",
        rootDevice: "/dev/sda1",
        name: `${family}-${dotted}`,
        date,
        ownerId: WINDOWS,
        architecture: "x86_64",
        rootSize: 50,
        description: `Microsoft Windows Server ${year} ${edition} with Kubernetes ${version}`,
        parameters: (id: string): Readonly<Record<string, string>> =>
          newest
            ? {
                [base]: JSON.stringify({ image_id: id, release_version: `${version}-${dotted}` }),
                [`${base}/image_id`]: id,
                [`${base}/release_version`]: `${version}-${dotted}`,
              }
            : {},
      };
    }),
  );
}

function ubuntu(minor: number, date: string, newest: boolean): readonly Draft[] {
  const version = `1.${minor}`;
  const serial = `${date}.1`;
  return [
    ["20.04", "focal"],
    ["22.04", "jammy"],
    ["24.04", "noble"],
  ].flatMap(([release, codename]) =>
    (["x86_64", "arm64"] as const).flatMap((architecture) =>
      (release === "20.04" ? [""] : ["", "-pro"]).map((pro) => {
        const arch = architecture === "x86_64" ? "amd64" : "arm64";
        const path = `/aws/service/canonical/ubuntu/eks${pro}/${release}/${version}/stable`;
        return {
          platform: "linux",
          rootDevice: "/dev/sda1",
          name: `ubuntu-eks${pro}/k8s_${version}/images/hvm-ssd/ubuntu-${codename}-${release}-${arch}-server-${serial}`,
          date,
          ownerId: CANONICAL,
          architecture,
          rootSize: 20,
          description: `Canonical, Ubuntu EKS Node OS (k8s_${version}), ${release}, ${arch}`,
          parameters: (id: string): Readonly<Record<string, string>> => ({
            [`${path}/${serial}/${arch}/hvm/ebs-gp2/ami-id`]: id,
            ...(newest && { [`${path}/current/${arch}/hvm/ebs-gp2/ami-id`]: id }),
          }),
        };
      }),
    ),
  );
}

/** Images of no particular Kubernetes version. */
function plain(date: string, newest: boolean): readonly Draft[] {
  const of = (architecture: "x86_64" | "arm64", minimal: string): Draft => {
    const name = `al2023-ami${minimal}-2023.9.${date}.0-kernel-6.1-${architecture}`;
    const base = `/aws/service/ami-amazon-linux-latest/al2023-ami${minimal}-kernel`;
    return {
      ...linux,
      name,
      date,
      ownerId: AMAZON,
      architecture,
      rootSize: 8,
      description: `Amazon Linux 2023 AMI 2023.9.${date}.0 ${architecture} HVM kernel-6.1`,
      parameters: (id) =>
        newest ? { [`${base}-default-${architecture}`]: id, [`${base}-6.1-${architecture}`]: id } : {},
    };
  };
  return [of("x86_64", ""), of("arm64", ""), of("x86_64", "-minimal"), of("arm64", "-minimal")];
}

const catalogues = new Map<string, readonly CatalogueImage[]>();

/** Every image that AWS and its partners publish in a region and that has to do with clusters. */
export function imagesOf(region: string): readonly CatalogueImage[] {
  let found = catalogues.get(region);
  if (found === undefined) {
    const drafts = RELEASES.flatMap((date, index) => {
      const newest = index === 0;
      return [
        ...plain(date, newest),
        ...MINORS.flatMap((minor) => [
          ...al2023(minor, date, newest),
          ...(minor <= NEWEST_AL2 ? al2(minor, date, newest) : []),
          ...bottlerocket(minor, date, newest),
          ...windows(minor, date, newest),
          ...ubuntu(minor, date, newest),
        ]),
      ];
    });
    found = drafts.map((draft) => finish(region, draft));
    catalogues.set(region, found);
  }
  return found;
}
