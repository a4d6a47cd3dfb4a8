import { operation } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import { findVersion, minorOf } from "../catalogue/versions.ts";
import { invalidParameter, invalidRequest } from "../errors.ts";
import { findCluster } from "../find.ts";
import { type Cluster, nodegroups } from "../state.ts";
import { startUpdate } from "../update/start-update.ts";
import { describeSubnets } from "./network.ts";

const rollbackDays = 7;
const oldestNodeBehind = 3;

export const updateClusterVersion = operation("eks", "UpdateClusterVersion", (call) => {
  const { name, version } = call.input;
  const cluster = findCluster(call, name);
  const clusterName = name;
  if (cluster.status !== "ACTIVE" && cluster.status !== "UPDATING")
    throw invalidRequest(`Cluster ${name} is not ACTIVE`, { clusterName });
  const target = version === undefined ? undefined : findVersion(version, call.now);
  if (target === undefined)
    throw invalidParameter(`unsupported Kubernetes version ${version}`, { clusterName });
  const step = minorOf(target.version) - minorOf(cluster.version);
  if (step === 0) throw invalidParameter(`Cluster is already at version ${version}`, { clusterName });
  if (step > 1) {
    throw invalidParameter(
      `Unsupported Kubernetes minor version update from ${cluster.version} to ${target.version}`,
      { clusterName },
    );
  }
  const nodes = call.use(nodegroups).list(`${name}/`);
  if (step < 0) requireRollback(cluster, target.version, call.now);
  const behind = nodes.find(
    (group) => minorOf(target.version) - minorOf(group.version ?? cluster.version) > oldestNodeBehind,
  );
  if (behind !== undefined) {
    throw invalidRequest(
      `Nodegroup ${behind.nodegroupName} is at version ${behind.version}, more than ${oldestNodeBehind} minor versions behind ${target.version}. Update it first`,
      { clusterName },
    );
  }
  const ahead = nodes.find((group) => minorOf(group.version ?? cluster.version) > minorOf(target.version));
  if (ahead !== undefined) {
    throw invalidRequest(
      `Nodegroup ${ahead.nodegroupName} is at version ${ahead.version}, newer than ${target.version}. Roll it back first`,
      { clusterName },
    );
  }
  const full = describeSubnets(call, cluster.resourcesVpcConfig.subnetIds).filter(
    (subnet) => subnet.freeAddresses > 0,
  );
  if (full.length === 0)
    throw invalidRequest("The cluster's subnets have no free IP addresses for the update", { clusterName });
  const update = startUpdate(call, {
    clusterName,
    type: "VersionUpdate",
    params: { Version: target.version, PlatformVersion: target.platform },
    change: {
      version: target.version,
      platformVersion: target.platform,
      upgradedFrom: step > 0 ? { version: cluster.version, at: call.now } : undefined,
    },
    seconds: DURATIONS.cluster.versionUpdate,
  });
  return { update };
});

function requireRollback({ name, version, upgradedFrom }: Cluster, target: string, now: number): void {
  const possible =
    upgradedFrom !== undefined &&
    upgradedFrom.version === target &&
    now - upgradedFrom.at <= rollbackDays * 86_400_000;
  if (!possible) {
    throw invalidParameter(
      `Unsupported Kubernetes minor version update from ${version} to ${target}: only the version before an upgrade can be gone back to, within ${rollbackDays} days of it`,
      { clusterName: name },
    );
  }
}
