import type { Aws } from "./aws.ts";

/** A Kubernetes version that EKS offers. */
export interface OfferedVersion {
  readonly version: string;
  readonly isDefault: boolean;
  /** Still in standard support, which costs nothing extra. */
  readonly isStandard: boolean;
}

/** A version of an add-on that runs on the cluster's version. */
export interface AddonVersion {
  readonly version: string;
  readonly isDefault: boolean;
}

export interface AccountZone {
  readonly name: string;
  readonly id: string;
}

/** What pin wants to know. Every method throws AwsFailure. */
export interface Questions {
  clusterVersions(): Promise<readonly OfferedVersion[]>;
  addonVersions(addon: string, version: string): Promise<readonly AddonVersion[]>;
  /** Values of SSM parameters by name; those that don't exist are left out. */
  parameters(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Availability Zones that this account can use; neither Local nor Wavelength Zones. */
  zones(): Promise<readonly AccountZone[]>;
  /** For each instance type the names of the zones that have it. */
  offerings(types: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
}

/** Most names that one GetParameters takes. */
const PARAMETERS_A_CALL = 10;
/** Most values that one filter of EC2 takes. */
const VALUES_A_FILTER = 200;

export const questionsTo = (aws: Aws): Questions => ({
  async clusterVersions() {
    const found = await aws.eks("DescribeClusterVersions", "/cluster-versions", {}, "clusterVersions");
    return (found as readonly ClusterVersion[]).map((one) => ({
      version: one.clusterVersion,
      isDefault: one.defaultVersion === true,
      isStandard: (one.versionStatus ?? one.status)?.toUpperCase().replace("-", "_") === "STANDARD_SUPPORT",
    }));
  },

  async addonVersions(addon, version) {
    const query = { addonName: addon, kubernetesVersion: version };
    const found = await aws.eks("DescribeAddonVersions", "/addons/supported-versions", query, "addons");
    return (found as readonly AddonInfo[]).flatMap(({ addonVersions = [] }) =>
      addonVersions.map(({ addonVersion, compatibilities = [] }) => ({
        version: addonVersion,
        isDefault: compatibilities.some(
          (one) => one.clusterVersion === version && one.defaultVersion === true,
        ),
      })),
    );
  },

  async parameters(names) {
    const answers = await Promise.all(
      chunks(names, PARAMETERS_A_CALL).map((Names) => aws.ssm("GetParameters", { Names })),
    );
    const found = answers.flatMap((answer) => (answer["Parameters"] ?? []) as readonly Parameter[]);
    return new Map(found.map(({ Name, Value }) => [Name, Value]));
  },

  async zones() {
    const found = await aws.ec2("DescribeAvailabilityZones", {}, "availabilityZoneInfo");
    return (found as readonly Zone[])
      .filter(
        ({ zoneState = "available", zoneType = "availability-zone" }) =>
          zoneState === "available" && zoneType === "availability-zone",
      )
      .map(({ zoneName, zoneId }) => ({ name: zoneName, id: zoneId }));
  },

  async offerings(types) {
    const answers = await Promise.all(
      chunks(types, VALUES_A_FILTER).map((part) =>
        aws.ec2(
          "DescribeInstanceTypeOfferings",
          {
            LocationType: "availability-zone",
            "Filter.1.Name": "instance-type",
            ...Object.fromEntries(part.map((type, index) => [`Filter.1.Value.${index + 1}`, type])),
          },
          "instanceTypeOfferingSet",
        ),
      ),
    );
    const zones = new Map<string, Set<string>>();
    for (const { instanceType, location } of answers.flat() as readonly Offering[])
      zones.set(instanceType, (zones.get(instanceType) ?? new Set()).add(location));
    return zones;
  },
});

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

interface ClusterVersion {
  readonly clusterVersion: string;
  readonly defaultVersion?: boolean;
  readonly versionStatus?: string;
  /** What older answers say instead of `versionStatus`. */
  readonly status?: string;
}
interface AddonInfo {
  readonly addonVersions?: readonly {
    readonly addonVersion: string;
    readonly compatibilities?: readonly {
      readonly clusterVersion?: string;
      readonly defaultVersion?: boolean;
    }[];
  }[];
}
interface Parameter {
  readonly Name: string;
  readonly Value: string;
}
interface Zone {
  readonly zoneName: string;
  readonly zoneId: string;
  readonly zoneState?: string;
  readonly zoneType?: string;
}
interface Offering {
  readonly instanceType: string;
  readonly location: string;
}
