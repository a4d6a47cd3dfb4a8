import { formatPath } from "@eksplan/diagnostics/issue";
import { amiTypeFor } from "../../modules/aws/ami-types.ts";
import type { CompletedConfig } from "../../modules/config/completed.ts";
import { selectTypes } from "../../modules/config/facts/instance-selector.ts";
import { type Finding, failure, type Pinning } from "./finding.ts";
import type { AccountZone } from "./questions.ts";
import { releaseParameter } from "./release-parameter.ts";

/** Most types that EKS takes for one group. */
const MOST_TYPES = 20;

/** Types of a managed node group, chosen by its selector. */
export interface SelectedTypes {
  readonly group: number;
  readonly types: readonly string[];
}

/** What the selectors of managed node groups match and every zone of the group has. */
export async function pinTypes(pinning: Pinning, chosen: readonly AccountZone[]) {
  const { given } = pinning.cluster;
  const open = (given.managedNodeGroups ?? []).flatMap((group, index) => {
    const { instanceSelector: selector = {}, instanceTypes = [] } = group;
    if (Object.keys(selector).length === 0 || instanceTypes.length > 0) return [];
    const own = group.availabilityZones ?? [];
    const zones = own.length > 0 ? own : chosen.map(({ name }) => name);
    return [{ index, selector, zones, candidates: selectTypes(selector) ?? [] }];
  });
  const candidates = [...new Set(open.flatMap((one) => one.candidates))];
  const offerings = candidates.length === 0 ? new Map() : await pinning.questions.offerings(candidates);
  const selected: SelectedTypes[] = [];
  const findings = open.map(({ index, selector, zones, candidates }): Finding => {
    const path = ["managedNodeGroups", index, "instanceTypes"];
    const types = candidates.filter((type) => zones.every((zone) => offerings.get(type)?.has(zone) === true));
    const where = zones.length === 0 ? "this region" : zones.join(", ");
    if (types.length === 0)
      throw failure(
        ["managedNodeGroups", index, "instanceSelector"],
        `no type that matches is offered in all of ${where}; loosen the selector`,
      );
    if (types.length > MOST_TYPES)
      throw failure(
        ["managedNodeGroups", index, "instanceSelector"],
        `it matches ${types.length} types; EKS takes at most ${MOST_TYPES}; add memory, gpus: 0 or allow`,
      );
    selected.push({ group: index, types });
    const before = `instanceSelector ${JSON.stringify(selector)}`;
    return { path, before, value: types, replaces: "instanceSelector" };
  });
  return { selected, findings, notes: selfManagedNotes(pinning) };
}

/** Their types stand in instancesDistribution beside prices and strategies, which is for the author to write. */
function selfManagedNotes({ cluster }: Pinning): readonly string[] {
  return (cluster.given.nodeGroups ?? []).flatMap(({ instanceSelector: selector = {} }, index) => {
    if (Object.keys(selector).length === 0) return [];
    const types = selectTypes(selector) ?? [];
    const path = formatPath(["nodeGroups", index, "instanceSelector"]);
    return [`${path}: left open; list the types in instancesDistribution.instanceTypes: ${types.join(", ")}`];
  });
}

/** Newest AMI releases of managed node groups. A group with its own image or launch template has none. */
export async function pinReleases(pinning: Pinning, kubernetes: string, selected: readonly SelectedTypes[]) {
  const { completed, given } = pinning.cluster;
  const notes: string[] = [];
  const open = completed.managedNodeGroups.flatMap((group, index) => {
    const release = given.managedNodeGroups?.[index]?.releaseVersion ?? "";
    const path = ["managedNodeGroups", index, "releaseVersion"];
    if (release !== "" && !pinning.update) {
      if (isOfAnotherVersion(release, kubernetes))
        notes.push(`${formatPath(path)}: ${release} is not for Kubernetes ${kubernetes}; --update renews it`);
      return [];
    }
    const types = selected.find((one) => one.group === index)?.types ?? group.instanceTypes;
    const parameter = parameterOf(group, types, kubernetes);
    if (parameter === undefined) {
      notes.push(`${formatPath(path)}: left open; the group brings its own image`);
      return [];
    }
    return [{ path, release, parameter }];
  });
  const values = await pinning.questions.parameters([...new Set(open.map(({ parameter }) => parameter))]);
  const findings = open.flatMap(({ path, release, parameter }): readonly Finding[] => {
    const value = values.get(parameter);
    if (value === undefined) notes.push(`${formatPath(path)}: left open; AWS publishes no ${parameter}`);
    return value === undefined || value === release
      ? []
      : [{ path, before: release, value, after: ["amiFamily", "name"] }];
  });
  return { findings, notes };
}

function parameterOf(
  group: CompletedConfig["managedNodeGroups"][number],
  types: readonly string[],
  kubernetes: string,
): string | undefined {
  const ownImage = (group.ami ?? "") !== "" || group.launchTemplate !== undefined;
  if (ownImage) return undefined;
  return releaseParameter(amiTypeFor(group.amiFamily ?? "AmazonLinux2023", types), kubernetes);
}

/** Releases of Amazon Linux and Windows begin with the version of Kubernetes; those of Bottlerocket don't. */
const isOfAnotherVersion = (release: string, kubernetes: string): boolean =>
  /^1\.\d+\.\d+-\d{8}$/.test(release) && !release.startsWith(`${kubernetes}.`);
