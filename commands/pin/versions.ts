import { compareVersions, type Finding, failure, type Pinning } from "./finding.ts";
import type { AddonVersion } from "./questions.ts";

/**
 * The Kubernetes version: what the file says if it is one, eksplan's own for `auto` and silence (so that pinning changes
 * no plan), the newest of EKS for `latest`.
 */
export async function pinVersion({ cluster, questions }: Pinning) {
  const path = ["metadata", "version"];
  const given = cluster.given.metadata?.version ?? "";
  const offered = await questions.clusterVersions();
  const inOrder = offered.map(({ version }) => version).sort(compareVersions);
  const newest = offered
    .filter(({ isStandard }) => isStandard)
    .map(({ version }) => version)
    .sort(compareVersions)
    .at(-1);
  const wanted = given === "latest" ? (newest ?? inOrder.at(-1)) : cluster.completed.metadata.version;
  if (wanted === undefined || !inOrder.includes(wanted))
    throw failure(
      path,
      `EKS does not offer ${wanted} here; it offers ${inOrder.join(", ")}; write one of them`,
    );
  const isFixed = given === wanted;
  const finding: Finding = { path, before: given, value: wanted, after: ["region", "name"] };
  return { version: wanted, findings: isFixed ? [] : [finding] };
}

/** Versions of the add-ons that the file lists. Those that eksplan adds by itself are left to EKS's default. */
export async function pinAddons(pinning: Pinning, kubernetes: string): Promise<readonly Finding[]> {
  const addons = pinning.cluster.given.addons ?? [];
  const findings = await Promise.all(
    addons.map(async ({ name = "", version = "" }, index): Promise<readonly Finding[]> => {
      const path = ["addons", index, "version"];
      const offered = await pinning.questions.addonVersions(name, kubernetes);
      if (offered.length === 0)
        throw failure(["addons", index, "name"], `EKS has no add-on ${name} for Kubernetes ${kubernetes}`);
      const value = choose(version, offered, pinning.update);
      if (value === undefined)
        throw failure(
          path,
          `${version} is no version of ${name} for Kubernetes ${kubernetes}; the newest is ${newestOf(offered)}; remove the line, or use --update`,
        );
      return value === version ? [] : [{ path, before: version, value, after: ["name"] }];
    }),
  );
  return findings.flat();
}

/** The version to write; undefined if the file asks for one that there isn't. */
export function choose(given: string, offered: readonly AddonVersion[], update: boolean): string | undefined {
  const byDefault = offered.find(({ isDefault }) => isDefault)?.version ?? newestOf(offered);
  if (given === "") return byDefault;
  if (given === "latest") return newestOf(offered);
  const isOffered = offered.some(({ version }) => version === given);
  if (update) return isOffered && compareVersions(given, byDefault) > 0 ? given : byDefault;
  if (isOffered) return given;
  // As eksctl reads a part of a version.
  const matching = offered.filter(({ version }) => version.includes(given));
  return matching.length === 0 ? undefined : newestOf(matching);
}

const newestOf = (offered: readonly AddonVersion[]): string =>
  offered
    .map(({ version }) => version)
    .sort(compareVersions)
    .at(-1)!;
