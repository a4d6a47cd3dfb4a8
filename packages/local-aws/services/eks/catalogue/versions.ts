/** Kubernetes versions that EKS has, oldest first. Dates are UTC. @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html */
export const kubernetesVersions = [
  {
    version: "1.30",
    patch: "1.30.14",
    platform: "eks.51",
    released: "2024-05-23",
    endOfStandard: "2025-07-23",
    endOfExtended: "2026-07-23",
  },
  {
    version: "1.31",
    patch: "1.31.14",
    platform: "eks.47",
    released: "2024-09-26",
    endOfStandard: "2025-11-26",
    endOfExtended: "2026-11-26",
  },
  {
    version: "1.32",
    patch: "1.32.11",
    platform: "eks.40",
    released: "2025-01-23",
    endOfStandard: "2026-03-23",
    endOfExtended: "2027-03-23",
  },
  {
    version: "1.33",
    patch: "1.33.8",
    platform: "eks.33",
    released: "2025-05-29",
    endOfStandard: "2026-07-29",
    endOfExtended: "2027-07-29",
  },
  {
    version: "1.34",
    patch: "1.34.5",
    platform: "eks.24",
    released: "2025-10-02",
    endOfStandard: "2026-12-02",
    endOfExtended: "2027-12-02",
  },
  {
    version: "1.35",
    patch: "1.35.3",
    platform: "eks.15",
    released: "2026-01-28",
    endOfStandard: "2027-03-27",
    endOfExtended: "2028-03-27",
  },
  {
    version: "1.36",
    patch: "1.36.1",
    platform: "eks.9",
    released: "2026-06-02",
    endOfStandard: "2027-08-02",
    endOfExtended: "2028-08-02",
  },
] as const;

/** What CreateCluster takes if no version is given. */
export const defaultVersion = "1.35";

export type KubernetesVersion = (typeof kubernetesVersions)[number];

export const minorOf = (version: string): number => Number(version.split(".")[1]);

/** @param now simulated, milliseconds since 1970 */
export function supportOf(
  entry: KubernetesVersion,
  now: number,
): "STANDARD_SUPPORT" | "EXTENDED_SUPPORT" | "UNSUPPORTED" {
  if (now < Date.parse(entry.endOfStandard)) return "STANDARD_SUPPORT";
  return now < Date.parse(entry.endOfExtended) ? "EXTENDED_SUPPORT" : "UNSUPPORTED";
}

/**
 * The entry of a version for which clusters can be made. A clock that tests set to a time long past must not take versions
 * away: what isn't released yet counts as there.
 */
export function findVersion(version: string, now: number): KubernetesVersion | undefined {
  return kubernetesVersions.find(
    (entry) => entry.version === version && supportOf(entry, now) !== "UNSUPPORTED",
  );
}
