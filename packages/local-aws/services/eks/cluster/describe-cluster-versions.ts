import { operation } from "../../../core/call.ts";
import { defaultVersion, kubernetesVersions, supportOf } from "../catalogue/versions.ts";

const oldStatus = {
  STANDARD_SUPPORT: "standard-support",
  EXTENDED_SUPPORT: "extended-support",
  UNSUPPORTED: "unsupported",
} as const;

export const describeClusterVersions = operation("eks", "DescribeClusterVersions", ({ input, now }) => {
  const { clusterType = "eks", defaultOnly, includeAll, clusterVersions, status, versionStatus } = input;
  const all = kubernetesVersions.map((entry) => {
    const support = supportOf(entry, now);
    return {
      clusterVersion: entry.version,
      clusterType,
      defaultPlatformVersion: entry.platform,
      defaultVersion: entry.version === defaultVersion,
      kubernetesPatchVersion: entry.patch,
      releaseDate: Date.parse(entry.released),
      endOfStandardSupportDate: Date.parse(entry.endOfStandard),
      endOfExtendedSupportDate: Date.parse(entry.endOfExtended),
      status: oldStatus[support],
      versionStatus: support,
    };
  });
  const wanted = all.filter(
    (entry) =>
      (includeAll === true || entry.versionStatus !== "UNSUPPORTED") &&
      (defaultOnly !== true || entry.defaultVersion) &&
      (clusterVersions === undefined || clusterVersions.includes(entry.clusterVersion)) &&
      (status === undefined || entry.status === status) &&
      (versionStatus === undefined || entry.versionStatus === versionStatus),
  );
  return { clusterVersions: wanted.reverse() };
});
