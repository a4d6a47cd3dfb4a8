import type { Context } from "../../core/call.ts";
import { notFound } from "./errors.ts";
import {
  type AccessEntry,
  type Addon,
  accessEntries,
  addons,
  type Capability,
  type Cluster,
  capabilities,
  childKey,
  clusters,
  type FargateProfile,
  fargateProfiles,
  type Nodegroup,
  nodegroups,
} from "./state.ts";

export function findCluster({ use }: Context, name: string): Cluster {
  const cluster = use(clusters).get(name);
  if (cluster === undefined) throw notFound(`No cluster found for name: ${name}.`, { clusterName: name });
  return cluster;
}

export function findNodegroup(context: Context, clusterName: string, nodegroupName: string): Nodegroup {
  findCluster(context, clusterName);
  const found = context.use(nodegroups).get(childKey(clusterName, nodegroupName));
  if (found === undefined)
    throw notFound(`No node group found for name: ${nodegroupName}.`, { clusterName, nodegroupName });
  return found;
}

export function findFargateProfile(context: Context, clusterName: string, name: string): FargateProfile {
  findCluster(context, clusterName);
  const found = context.use(fargateProfiles).get(childKey(clusterName, name));
  if (found === undefined) {
    throw notFound(`No Fargate Profile found with name: ${name}.`, { clusterName, fargateProfileName: name });
  }
  return found;
}

export function findAddon(context: Context, clusterName: string, addonName: string): Addon {
  findCluster(context, clusterName);
  const found = context.use(addons).get(childKey(clusterName, addonName));
  if (found === undefined)
    throw notFound(`No addon: ${addonName} found in cluster: ${clusterName}`, { clusterName, addonName });
  return found;
}

export function findAccessEntry(context: Context, clusterName: string, principalArn: string): AccessEntry {
  findCluster(context, clusterName);
  const found = context.use(accessEntries).get(childKey(clusterName, principalArn));
  if (found === undefined) {
    throw notFound(
      `The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'.`,
      {
        clusterName,
      },
    );
  }
  return found;
}

export function findCapability(context: Context, clusterName: string, name: string): Capability {
  findCluster(context, clusterName);
  const found = context.use(capabilities).get(childKey(clusterName, name));
  if (found === undefined) throw notFound(`No capability found for name: ${name}.`, { clusterName });
  return found;
}
