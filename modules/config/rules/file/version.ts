import { datesOf, minorOf, newestVersion, versionCalendar } from "../../../aws/versions.ts";
import { defineRules, NOTHING, refuse, show, warn } from "../define.ts";

const PATH = ["metadata", "version"];
const DAY = 86_400_000;
const NOTICE_DAYS = 90;
/** EKS offers a new minor version about every four months; it is never more often than every two. */
const SHORTEST_CADENCE_DAYS = 60;

const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const daysUntil = (date: string, now: Date): number => Math.ceil((dayOf(date) - now.getTime()) / DAY);

/** Versions that EKS offers on a day, oldest first. */
const offeredOn = (now: Date): readonly string[] =>
  versionCalendar()
    .filter(({ endOfExtendedSupport }) => daysUntil(endOfExtendedSupport, now) > 0)
    .map(({ version }) => version);

/** Highest minor version that could exist on a day, counted from the newest in the data. */
function highestPossible(now: Date): number {
  const newest = versionCalendar().at(-1)!;
  const days = Math.max(0, (now.getTime() - dayOf(newest.release)) / DAY);
  return minorOf(newest.version)! + 1 + Math.floor(days / SHORTEST_CADENCE_DAYS);
}

export const versionRules = defineRules("file", {
  versionIsOffered: {
    code: "EKS0015",
    name: "EKS offers the Kubernetes version",
    reads: ["metadata.version", "kubernetesNetworkConfig.ipFamily"],
    explanation:
      "EKS supports a minor version for 14 months, and for 12 more at a higher price. After that no cluster can be created with it, and EKS upgrades the control planes that still run it. A version newer than eksplan's calendar is accepted with a warning.",
    check: ({ metadata: { version }, kubernetesNetworkConfig }, { now }) => {
      const offered = offeredOn(now).join(", ");
      const minor = minorOf(version);
      if (minor === undefined)
        return refuse(
          PATH,
          `${show(version)} is not a Kubernetes version of EKS; allowed are ${offered}, auto and latest; write one of them in quotes`,
        );
      const dates = datesOf(version);
      if (dates !== undefined)
        return daysUntil(dates.endOfExtendedSupport, now) > 0
          ? NOTHING
          : refuse(
              PATH,
              `EKS ended support of Kubernetes ${version} on ${dates.endOfExtendedSupport}; it offers ${offered}; choose one of them, one minor version a step for an existing cluster`,
            );
      // EKS0028 says it.
      if (minor < 21 && kubernetesNetworkConfig?.ipFamily?.toLowerCase() === "ipv6") return NOTHING;
      if (minor < minorOf(versionCalendar()[0]!.version)!)
        return refuse(
          PATH,
          `EKS no longer offers Kubernetes ${version}; it offers ${offered}; choose one of them`,
        );
      return minor <= highestPossible(now)
        ? warn(
            PATH,
            `Kubernetes ${version} is newer than what eksplan knows (${newestVersion()}); EKS may offer it; check that it does, or choose ${newestVersion()}`,
          )
        : refuse(PATH, `there is no Kubernetes ${version}; EKS offers ${offered}; choose one of them`);
    },
  },
  versionIsSupported: {
    code: "EKS0585",
    name: "the Kubernetes version is in standard support",
    reads: ["metadata.version", "upgradePolicy.supportType"],
    explanation: "In extended support a cluster costs 0.60 USD an hour on top of 0.10.",
    check: ({ metadata: { version }, upgradePolicy }, { now }) => {
      const dates = datesOf(version);
      if (dates === undefined) return NOTHING;
      const standard = daysUntil(dates.endOfStandardSupport, now);
      const extended = daysUntil(dates.endOfExtendedSupport, now);
      if (extended <= 0) return NOTHING;
      if (extended <= NOTICE_DAYS)
        return warn(
          PATH,
          `extended support of Kubernetes ${version} ends on ${dates.endOfExtendedSupport}, and then EKS upgrades the control plane by itself; newer versions up to ${newestVersion()} are allowed; plan the upgrade`,
        );
      if (standard <= 0)
        return warn(
          PATH,
          `Kubernetes ${version} is in extended support since ${dates.endOfStandardSupport}, at 0.60 USD more an hour; newer versions up to ${newestVersion()} are in standard support; upgrade`,
        );
      if (standard > NOTICE_DAYS) return NOTHING;
      const then =
        upgradePolicy?.supportType === "STANDARD"
          ? "and then EKS upgrades the control plane by itself"
          : "and then it costs 0.60 USD more an hour";
      return warn(
        PATH,
        `standard support of Kubernetes ${version} ends on ${dates.endOfStandardSupport}, ${then}; newer versions up to ${newestVersion()} are allowed; plan the upgrade`,
      );
    },
  },
  standardPolicyFitsVersion: {
    code: "EKS0586",
    name: "a version in extended support has the policy EXTENDED",
    reads: ["metadata.version", "upgradePolicy.supportType"],
    explanation:
      "EKS refuses to create a cluster with the policy STANDARD for a version whose standard support is over, and upgrades one that exists.",
    check: ({ metadata: { version }, upgradePolicy }, { now, given }) => {
      const dates = datesOf(version);
      return dates !== undefined &&
        upgradePolicy?.supportType === "STANDARD" &&
        given.upgradePolicy?.supportType === "STANDARD" &&
        daysUntil(dates.endOfStandardSupport, now) <= 0 &&
        daysUntil(dates.endOfExtendedSupport, now) > 0
        ? refuse(
            ["upgradePolicy", "supportType"],
            `standard support of Kubernetes ${version} ended on ${dates.endOfStandardSupport}; EXTENDED is allowed for it; write EXTENDED or choose a newer version`,
          )
        : NOTHING;
    },
  },
});
