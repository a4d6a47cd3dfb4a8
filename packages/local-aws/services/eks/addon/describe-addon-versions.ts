import { operation } from "../../../core/call.ts";
import { addonCatalogue, defaultVersionFor } from "../catalogue/addons.ts";
import { kubernetesVersions, minorOf } from "../catalogue/versions.ts";

export const describeAddonVersions = operation("eks", "DescribeAddonVersions", ({ input }) => {
  const { addonName, kubernetesVersion, types, publishers, owners } = input;
  const wanted = Object.entries(addonCatalogue).filter(
    ([name, facts]) =>
      (addonName === undefined || name === addonName) &&
      (types === undefined || types.includes(facts.type)) &&
      (owners === undefined || owners.includes(facts.owner)) &&
      (publishers === undefined || publishers.includes("eks")),
  );
  const addons = wanted.map(([name, facts]) => ({
    addonName: name,
    type: facts.type,
    owner: facts.owner,
    publisher: "eks",
    defaultNamespace: facts.namespace,
    addonVersions: facts.versions.flatMap(([version, from, to]) => {
      const compatible = kubernetesVersions.filter(
        (entry) =>
          from <= minorOf(entry.version) &&
          minorOf(entry.version) <= to &&
          (kubernetesVersion === undefined || entry.version === kubernetesVersion),
      );
      if (compatible.length === 0) return [];
      return {
        addonVersion: version,
        architecture: ["amd64", "arm64"],
        computeTypes: facts.runsOnFargate ? ["ec2", "auto", "hybrid", "fargate"] : ["ec2", "auto", "hybrid"],
        compatibilities: compatible.map((entry) => ({
          clusterVersion: entry.version,
          platformVersions: ["*"],
          defaultVersion: defaultVersionFor(facts, entry.version) === version,
        })),
        requiresConfiguration: false,
        requiresIamPermissions: Object.keys(facts.serviceAccounts).length > 0,
      };
    }),
  }));
  return { addons: addons.filter((addon) => addon.addonVersions.length > 0) };
});
