import { type Call, type Context, event, operation } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import type { AMITypes, CreateNodegroupRequest, NodegroupIssueCode } from "../../../models/types/eks.d.ts";
import { admitNodes, nodeEntryType } from "../access/access-entry.ts";
import { mapNodes } from "../access/aws-auth.ts";
import { minorOf } from "../catalogue/versions.ts";
import { describeSubnets } from "../cluster/network.ts";
import { inUse, invalidParameter, invalidRequest, limitExceeded } from "../errors.ts";
import { findCluster } from "../find.ts";
import { trustedServices } from "../roles.ts";
import { type Cluster, childKey, type Nodegroup, nodegroups, raisedQuotas } from "../state.ts";
import { checkedTags } from "../tag/tags.ts";
import { createCapacity, groupInstances } from "./capacity.ts";
import { currentImage } from "./image.ts";
import { requireInstanceTypes } from "./instance-types.ts";
import { joinProblem } from "./join.ts";
import { type ResolvedTemplate, requireTemplate, resolveTemplate } from "./launch-template.ts";
import { templateSecurityGroups } from "./nodes.ts";
import { checkedScaling, checkedUpdateConfig, requireLabels, requireTaints } from "./scaling.ts";

const groupsPerCluster = 30;
const oldestBehind = 3;
const defaultInstanceType = "t3.medium";
const windowsTypes = /^WINDOWS/;

export const createNodegroup = operation("eks", "CreateNodegroup", (call) => {
  const { input } = call;
  const { clusterName, nodegroupName, nodeRole, subnets } = input;
  const cluster = findCluster(call, clusterName);
  const names = { clusterName, nodegroupName };
  if (call.use(nodegroups).has(childKey(clusterName, nodegroupName))) {
    throw inUse(`NodeGroup already exists with name ${nodegroupName} and cluster name ${clusterName}`, names);
  }
  if (cluster.status !== "ACTIVE" && cluster.status !== "UPDATING")
    throw invalidRequest(`Cluster '${clusterName}' is not in ACTIVE status`, names);
  if (cluster.outpostConfig !== undefined)
    throw invalidRequest("Managed node groups are not supported on local clusters", names);
  if (
    call.use(nodegroups).keys(`${clusterName}/`).length >=
    (call.use(raisedQuotas).get("nodegroups") ?? groupsPerCluster)
  )
    throw limitExceeded("You've reached the limit on nodegroups", names);
  requireNodeRole(call, nodeRole);
  requireNodeSubnets(call, cluster, subnets);
  const template =
    input.launchTemplate === undefined ? undefined : resolveTemplate(call, input.launchTemplate);
  if (template !== undefined) requireTemplate(template, input);
  const amiType = amiTypeOf(input, template);
  const types =
    (input.instanceTypes ?? []).length > 0
      ? (input.instanceTypes as readonly string[])
      : [template?.data.InstanceType ?? defaultInstanceType];
  const [first] = requireInstanceTypes(call, types, amiType);
  const { version, release, imageId } = versionOf(call, cluster, amiType);
  const scaling = checkedScaling(input.scalingConfig);
  requireLabels(input.labels ?? {});
  requireTaints(input.taints ?? []);
  const capacityType = input.capacityType ?? "ON_DEMAND";
  const capacity = createCapacity(call, {
    cluster,
    nodegroupName,
    nodeRole,
    subnets,
    instanceTypes: types,
    spot: capacityType === "SPOT",
    diskSize: input.diskSize,
    imageId,
    template,
    scaling,
  });
  if (cluster.accessConfig.authenticationMode !== "CONFIG_MAP") {
    admitNodes(call, clusterName, nodeRole, nodeEntryType(amiType));
  } else mapNodes(call, cluster, nodeRole, nodeEntryType(amiType));
  const group: Nodegroup = {
    nodegroupName,
    nodegroupArn: `arn:${call.partition}:eks:${call.region}:${call.account}:nodegroup/${clusterName}/${nodegroupName}/${call.ids.uuid()}`,
    clusterName,
    version,
    releaseVersion: release,
    createdAt: call.now,
    modifiedAt: call.now,
    status: "CREATING",
    capacityType,
    scalingConfig: scaling,
    instanceTypes: template !== undefined && input.instanceTypes === undefined ? undefined : types,
    subnets,
    amiType,
    nodeRole,
    labels: input.labels ?? {},
    taints: input.taints,
    resources: { autoScalingGroups: [{ name: capacity.autoScalingGroupName }] },
    diskSize: template === undefined ? (input.diskSize ?? (windowsTypes.test(amiType) ? 50 : 20)) : undefined,
    health: { issues: [] },
    updateConfig: checkedUpdateConfig(input.updateConfig),
    nodeRepairConfig: input.nodeRepairConfig,
    remoteAccess: input.remoteAccess,
    warmPoolConfig: input.warmPoolConfig,
    launchTemplate: template && { id: template.id, name: template.name, version: template.version },
    tags: checkedTags(input.tags),
    architecture: first?.architecture ?? "amd64",
    ...capacity,
  };
  call.use(nodegroups).put(childKey(clusterName, nodegroupName), group);
  call.schedule(DURATIONS.nodegroup.create, nodegroupSettled, {
    key: childKey(clusterName, nodegroupName),
    arn: group.nodegroupArn,
  });
  return { nodegroup: group };
});

function requireNodeRole(call: Call, nodeRole: string): void {
  const services = trustedServices(call, nodeRole);
  if (services === undefined)
    throw invalidParameter(
      `The role with name ${nodeRole.split("/").at(-1)} cannot be found. (Service: AmazonIdentityManagement; Status Code: 404; Error Code: NoSuchEntity)`,
    );
  if (!services.some((service) => service === "ec2.amazonaws.com" || service === "ec2.amazonaws.com.cn")) {
    throw invalidParameter(
      `Following required service principals [ec2.amazonaws.com] were not found in the trust relationships of nodeRole ${nodeRole}`,
    );
  }
}

function requireNodeSubnets(call: Call, cluster: Cluster, ids: readonly string[]): void {
  if (ids.length === 0) throw invalidParameter("Subnets cannot be empty");
  const foreign = describeSubnets(call, ids).find(
    (subnet) => subnet.vpcId !== cluster.resourcesVpcConfig.vpcId,
  );
  if (foreign !== undefined)
    throw invalidParameter(
      `The subnet ${foreign.id} is not in the cluster's VPC ${cluster.resourcesVpcConfig.vpcId}`,
    );
}

function amiTypeOf(input: CreateNodegroupRequest, template: ResolvedTemplate | undefined): AMITypes {
  if (template?.data.ImageId === undefined) {
    if (input.amiType === "CUSTOM")
      throw invalidParameter("An amiType of CUSTOM needs a launch template with an image id");
    return input.amiType ?? "AL2023_x86_64_STANDARD";
  }
  if (input.amiType !== undefined && input.amiType !== "CUSTOM") {
    throw invalidParameter("You cannot specify an amiType with a launch template that has an image id");
  }
  if (input.version !== undefined || input.releaseVersion !== undefined) {
    throw invalidParameter(
      "You cannot specify the field version or releaseVersion with a launch template that has an image id",
    );
  }
  return "CUSTOM";
}

/** Refuses versions that are ahead of the cluster, too far behind it or without an image. */
function versionOf(call: Call<CreateNodegroupRequest>, cluster: Cluster, amiType: AMITypes) {
  const version = call.input.version ?? cluster.version;
  const behind = minorOf(cluster.version) - minorOf(version);
  if (!(behind >= 0 && behind <= oldestBehind)) {
    throw invalidParameter(
      `Nodegroup version ${version} is not valid: it must be ${cluster.version} or up to ${oldestBehind} minor versions older`,
    );
  }
  if (amiType === "CUSTOM") return { version, release: call.input.releaseVersion, imageId: undefined };
  const image = currentImage(call, amiType, version);
  if (image === undefined)
    throw invalidParameter(
      `Requested Nodegroup amiType ${amiType} is not supported for kubernetes version ${version}`,
    );
  const release = call.input.releaseVersion ?? image.release;
  requireRelease(release, image.release, version);
  return { version, release, imageId: image.imageId };
}

export function requireRelease(asked: string, current: string, version: string): void {
  const matches =
    asked === current ||
    !/^\d+\.\d+\.\d+-\d{8}$/.test(current) ||
    new RegExp(`^${version.replace(".", "\\.")}\\.\\d+-\\d{8}$`).test(asked);
  if (!matches)
    throw invalidParameter(
      `Requested Nodegroup release version ${asked} is invalid. Allowed release version is ${current}`,
    );
}

/** Ready when its nodes are; given up when they never come. */
export const nodegroupSettled = event<{ readonly key: string; readonly arn: string }>(
  "eks.nodegroup-settled",
  (context, { key, arn }) => {
    const group = context.use(nodegroups).get(key);
    // Another group of the same name has nothing to do with this step.
    if (group === undefined || group.nodegroupArn !== arn || group.status !== "CREATING") return;
    const cluster = findCluster(context, group.clusterName);
    const problem = group.scalingConfig.desiredSize === 0 ? undefined : groupProblem(context, cluster, group);
    if (problem === undefined) {
      context.use(nodegroups).patch(key, { status: "ACTIVE", modifiedAt: context.now });
      return;
    }
    if (context.now - group.createdAt < DURATIONS.nodegroup.joinTimeout * 1000) {
      context.schedule(60, nodegroupSettled, { key, arn });
      return;
    }
    context
      .use(nodegroups)
      .patch(key, { status: "CREATE_FAILED", modifiedAt: context.now, health: { issues: [problem] } });
  },
);

interface Issue {
  readonly code: NodegroupIssueCode;
  readonly message: string;
  readonly resourceIds: readonly string[];
}

function groupProblem(context: Context, cluster: Cluster, group: Nodegroup): Issue | undefined {
  const instances = groupInstances(context, group);
  const resourceIds = instances.map(({ id }) => id);
  if (instances.length === 0) {
    return {
      code: "AsgInstanceLaunchFailures",
      message: "The Auto Scaling group launched no instances",
      resourceIds: [group.autoScalingGroupName],
    };
  }
  const problem = joinProblem(context, {
    cluster,
    nodeRole: group.nodeRole,
    subnetIds: group.subnets,
    securityGroupIds: templateSecurityGroups(context, group),
  });
  if (problem === undefined) return undefined;
  const message =
    problem.kind === "absent"
      ? "Instances failed to join the kubernetes cluster"
      : "Unhealthy nodes in the kubernetes cluster";
  return { code: "NodeCreationFailure", message, resourceIds };
}
