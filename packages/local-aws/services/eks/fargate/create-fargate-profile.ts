import { type Call, event, operation } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import type { CreateFargateProfileRequest } from "../../../models/types/eks.d.ts";
import { admitNodes } from "../access/access-entry.ts";
import { mapNodes } from "../access/aws-auth.ts";
import { describeSubnets } from "../cluster/network.ts";
import { inUse, invalidParameter, invalidRequest, limitExceeded } from "../errors.ts";
import { findCluster } from "../find.ts";
import { isPublicSubnet } from "../nodegroup/routes.ts";
import { trustedServices } from "../roles.ts";
import { type Cluster, childKey, type FargateProfile, fargateProfiles, raisedQuotas } from "../state.ts";
import { checkedTags } from "../tag/tags.ts";

const profilesPerCluster = 10;
const selectorsPerProfile = 5;

export const createFargateProfile = operation("eks", "CreateFargateProfile", (call) => {
  const { clusterName, fargateProfileName, podExecutionRoleArn, tags } = call.input;
  const names = { clusterName, fargateProfileName };
  const cluster = findCluster(call, clusterName);
  const profiles = call.use(fargateProfiles);
  if (profiles.has(childKey(clusterName, fargateProfileName))) {
    throw inUse(`A Fargate Profile already exists with this name in this cluster.`, names);
  }
  if (cluster.status !== "ACTIVE" && cluster.status !== "UPDATING")
    throw invalidRequest(`Cluster ${clusterName} is not ACTIVE`, names);
  requireNobodyBusy(call, clusterName, `create Fargate Profile ${fargateProfileName}`);
  if (
    profiles.keys(`${clusterName}/`).length >=
    (call.use(raisedQuotas).get("fargate-profiles") ?? profilesPerCluster)
  )
    throw limitExceeded("You've reached the limit on Fargate Profiles", names);
  if (/^eks-/i.test(fargateProfileName))
    throw invalidParameter("Fargate Profile names must not start with eks-", names);
  const selectors = checkedSelectors(call.input);
  const services = trustedServices(call, podExecutionRoleArn);
  if (!(services ?? []).includes("eks-fargate-pods.amazonaws.com")) {
    throw invalidParameter(
      "Misconfigured PodExecutionRole Trust Policy; Please add the eks-fargate-pods.amazonaws.com Service Principal",
      names,
    );
  }
  const subnets = requireFargateSubnets(call, cluster);
  const profile: FargateProfile = {
    fargateProfileName,
    fargateProfileArn: `arn:${call.partition}:eks:${call.region}:${call.account}:fargateprofile/${clusterName}/${fargateProfileName}/${call.ids.uuid()}`,
    clusterName,
    createdAt: call.now,
    podExecutionRoleArn,
    subnets,
    selectors,
    status: "CREATING",
    health: { issues: [] },
    tags: checkedTags(tags),
  };
  profiles.put(childKey(clusterName, fargateProfileName), profile);
  if (cluster.accessConfig.authenticationMode !== "CONFIG_MAP")
    admitNodes(call, clusterName, podExecutionRoleArn, "FARGATE_LINUX");
  else mapNodes(call, cluster, podExecutionRoleArn, "FARGATE_LINUX");
  call.schedule(DURATIONS.fargateProfile.create, fargateProfileActive, {
    key: childKey(clusterName, fargateProfileName),
    arn: profile.fargateProfileArn,
  });
  return { fargateProfile: profile };
});

/** Only one profile of a cluster can be made or deleted at a time. */
export function requireNobodyBusy(call: Call, clusterName: string, what: string): void {
  const busy = call
    .use(fargateProfiles)
    .list(`${clusterName}/`)
    .find(({ status }) => status === "CREATING" || status === "DELETING");
  if (busy === undefined) return;
  throw inUse(
    `Cannot ${what} because cluster ${clusterName} currently has Fargate profile ${busy.fargateProfileName} in status ${busy.status}`,
    { clusterName },
  );
}

function checkedSelectors({ selectors = [] }: CreateFargateProfileRequest): FargateProfile["selectors"] {
  if (selectors.length === 0) throw invalidParameter("A Fargate Profile needs at least one selector");
  if (selectors.length > selectorsPerProfile)
    throw invalidParameter(
      `A Fargate Profile can have ${selectorsPerProfile} selectors at most, got ${selectors.length}`,
    );
  for (const { namespace, labels = {} } of selectors) {
    if (namespace === undefined || namespace === "")
      throw invalidParameter("A Fargate Profile selector needs a namespace");
    if (!/^[a-z0-9*?]([a-z0-9*?-]{0,61}[a-z0-9*?])?$/.test(namespace))
      throw invalidParameter(`The namespace ${namespace} of a Fargate Profile selector is not valid`);
    if (Object.keys(labels).length > 5)
      throw invalidParameter("A Fargate Profile selector can have 5 labels at most");
  }
  return selectors;
}

function requireFargateSubnets(call: Call<CreateFargateProfileRequest>, cluster: Cluster): readonly string[] {
  const { clusterName, fargateProfileName, subnets: ids } = call.input;
  const names = { clusterName, fargateProfileName };
  const asked = ids ?? cluster.resourcesVpcConfig.subnetIds;
  const foreign = describeSubnets(call, asked).find(
    (subnet) => subnet.vpcId !== cluster.resourcesVpcConfig.vpcId,
  );
  if (foreign !== undefined)
    throw invalidParameter(
      `Subnet ${foreign.id} provided in Fargate Profile is not in the cluster's VPC`,
      names,
    );
  if (ids === undefined) return asked.filter((id) => !isPublicSubnet(call, id));
  const open = asked.find((id) => isPublicSubnet(call, id));
  if (open !== undefined)
    throw invalidParameter(`Subnet ${open} provided in Fargate Profile is not a private subnet`, names);
  return asked;
}

export const fargateProfileActive = event<{ readonly key: string; readonly arn: string }>(
  "eks.fargate-profile-active",
  (context, { key, arn }) => {
    const profile = context.use(fargateProfiles).get(key);
    if (profile?.fargateProfileArn === arn && profile.status === "CREATING")
      context.use(fargateProfiles).patch(key, { status: "ACTIVE" });
  },
);
