import { operation } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import { minorOf } from "../catalogue/versions.ts";
import { invalidParameter, invalidRequest } from "../errors.ts";
import { findCluster, findNodegroup } from "../find.ts";
import { startUpdate } from "../update/start-update.ts";
import { requireRelease } from "./create-nodegroup.ts";
import { currentImage } from "./image.ts";
import { requireTemplate, resolveTemplate } from "./launch-template.ts";

export const updateNodegroupVersion = operation("eks", "UpdateNodegroupVersion", (call) => {
  const { clusterName, nodegroupName, version: asked, releaseVersion, launchTemplate, force } = call.input;
  const cluster = findCluster(call, clusterName);
  const group = findNodegroup(call, clusterName, nodegroupName);
  const names = { clusterName, nodegroupName };
  if (!["ACTIVE", "DEGRADED", "UPDATING"].includes(group.status))
    throw invalidRequest(`Nodegroup ${nodegroupName} is ${group.status}, expected ACTIVE`, names);
  const custom = group.amiType === "CUSTOM";
  if (custom && (asked !== undefined || releaseVersion !== undefined)) {
    throw invalidParameter(
      "You cannot specify version or releaseVersion for a node group with a custom AMI",
      names,
    );
  }
  const version =
    asked ?? (launchTemplate === undefined ? cluster.version : (group.version ?? cluster.version));
  const step = minorOf(version) - minorOf(group.version ?? cluster.version);
  if (minorOf(version) > minorOf(cluster.version)) {
    throw invalidParameter(
      `Nodegroup Kubernetes version should be less than or equal to the cluster version ${cluster.version}, got ${version}`,
      names,
    );
  }
  if (step < -1)
    throw invalidParameter(
      `Nodegroup Kubernetes version ${version} is more than one minor version below ${group.version}`,
      names,
    );
  const image = custom ? undefined : currentImage(call, group.amiType, version);
  if (!custom && image === undefined) {
    throw invalidParameter(
      `Requested Nodegroup amiType ${group.amiType} is not supported for kubernetes version ${version}`,
      names,
    );
  }
  const release = releaseVersion ?? image?.release;
  if (release !== undefined && image !== undefined) requireRelease(release, image.release, version);
  const template = templateOf();
  const unchanged =
    version === group.version &&
    release === group.releaseVersion &&
    template?.version === group.launchTemplate?.version;
  const update = startUpdate(call, {
    clusterName,
    nodegroupName,
    type: "VersionUpdate",
    params: {
      Version: version,
      ReleaseVersion: release,
      LaunchTemplateName: launchTemplate && template?.name,
      LaunchTemplateVersion: launchTemplate && template?.version,
    },
    change: { version, releaseVersion: release, ...(template !== undefined && { launchTemplate: template }) },
    // Nodes are drained one after another, or not at all with force.
    seconds: unchanged
      ? DURATIONS.nodegroup.configUpdate
      : DURATIONS.nodegroup.versionUpdate * (force === true ? 0.5 : 1),
    roll: !unchanged,
  });
  return { update };

  function templateOf() {
    if (launchTemplate === undefined) return group.launchTemplate;
    if (group.launchTemplate === undefined)
      throw invalidParameter(
        "A launch template can't be added to a node group that was created without one",
        names,
      );
    const resolved = resolveTemplate(call, launchTemplate);
    if (resolved.id !== group.launchTemplate.id) {
      throw invalidParameter(
        "The launch template of a node group can't be replaced by another one, only its version can change",
        names,
      );
    }
    if ((resolved.data.ImageId === undefined) === custom) {
      throw invalidParameter(
        "You cannot change between a custom AMI and an EKS optimized one in an existing node group",
        names,
      );
    }
    requireTemplate(resolved, {});
    return { id: resolved.id, name: resolved.name, version: resolved.version };
  }
});
