import type { Context } from "../../../core/call.ts";
import { addonCatalogue, defaultVersionFor, versionsFor } from "../catalogue/addons.ts";
import { invalidParameter } from "../errors.ts";
import { trustedServices } from "../roles.ts";
import { type Addon, addons, type Cluster, childKey } from "../state.ts";

const byAutoMode = [
  "vpc-cni",
  "kube-proxy",
  "coredns",
  "aws-ebs-csi-driver",
  "eks-pod-identity-agent",
  "eks-node-monitoring-agent",
];
const needCertManager = ["adot", "aws-privateca-connector-for-kubernetes"];

/** The version to install: the one asked for, if the cluster's Kubernetes takes it. */
export function requireVersion(cluster: Cluster, addonName: string, asked: string | undefined): string {
  const names = { clusterName: cluster.name, addonName };
  const facts = addonCatalogue[addonName];
  if (facts === undefined) throw invalidParameter(`Addon ${addonName} specified is not supported`, names);
  const versions = versionsFor(facts, cluster.version);
  const version = asked ?? defaultVersionFor(facts, cluster.version);
  if (version === undefined || !versions.includes(version)) {
    throw invalidParameter(
      `Addon version specified is not supported: ${addonName} ${version} on Kubernetes ${cluster.version}; supported: ${versions.join(", ")}`,
      names,
    );
  }
  return version;
}

export function requireInstallable(context: Context, cluster: Cluster, addonName: string): void {
  const names = { clusterName: cluster.name, addonName };
  if (cluster.outpostConfig !== undefined)
    throw invalidParameter("Add-ons are not supported on local clusters", names);
  if (cluster.computeConfig?.enabled === true && byAutoMode.includes(addonName)) {
    throw invalidParameter(
      `Addon ${addonName} is part of EKS Auto Mode and can't be installed on cluster ${cluster.name}`,
      names,
    );
  }
  if (needCertManager.includes(addonName)) {
    const present =
      context.use(addons).has(childKey(cluster.name, "cert-manager")) ||
      context.kubernetes.object(cluster.arn, "Deployment", "cert-manager", "cert-manager") !== undefined;
    if (!present) throw invalidParameter(`Addon ${addonName} requires cert-manager to be installed`, names);
  }
}

/** Configuration is YAML or JSON; that it is an object can be told here, its fields only by the add-on's own schema. */
export function requireConfiguration(
  addon: Pick<Addon, "clusterName" | "addonName">,
  values: string | undefined,
): void {
  if (values === undefined || values.trim() === "") return;
  const isJson = values.trimStart().startsWith("{");
  if (!isJson) return;
  try {
    JSON.parse(values);
  } catch {
    throw invalidParameter(
      "ConfigurationValue provided in request is not supported: it is no valid JSON",
      addon,
    );
  }
}

export function requireServiceAccountRole(
  context: Context,
  names: { readonly clusterName: string; readonly addonName: string },
  roleArn: string | undefined,
): void {
  if (roleArn === undefined || roleArn === "") return;
  if (trustedServices(context, roleArn) === undefined) {
    throw invalidParameter(`The role ${roleArn} does not exist`, names);
  }
}
