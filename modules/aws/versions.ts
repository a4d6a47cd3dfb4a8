import data from "./data/kubernetes-versions.json" with { type: "json" };

/** When EKS supports a Kubernetes minor version; dates are days in UTC. @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html */
export interface VersionDates {
  /** For example `1.35`. */
  readonly version: string;
  readonly release: string;
  readonly endOfStandardSupport: string;
  readonly endOfExtendedSupport: string;
}

const VERSIONS: readonly VersionDates[] = data.versions;

/** The calendar, oldest version first. */
export const versionCalendar = (): readonly VersionDates[] => VERSIONS;

/** Dates of a version; undefined if the data does not have it. */
export const datesOf = (version: string): VersionDates | undefined =>
  VERSIONS.find((one) => one.version === version);

/** The newest version that EKS is known to offer. */
export const newestVersion = (): string => VERSIONS.at(-1)!.version;

/** Second number of a version such as `1.35`; undefined for anything else. */
export function minorOf(version: string): number | undefined {
  const match = /^1\.(0|[1-9]\d?)$/.exec(version);
  return match === null ? undefined : Number(match[1]);
}
