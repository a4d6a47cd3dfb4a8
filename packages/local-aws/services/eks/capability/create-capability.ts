import { type Call, event, operation } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import type {
  CapabilityConfigurationResponse,
  CreateCapabilityRequest,
} from "../../../models/types/eks.d.ts";
import { requireAccessEntries } from "../access/create-access-entry.ts";
import { inUse, invalidParameter, invalidRequest } from "../errors.ts";
import { findCluster } from "../find.ts";
import { trustedServices } from "../roles.ts";
import { type Capability, capabilities, childKey } from "../state.ts";
import { checkedTags } from "../tag/tags.ts";

const versions = { ACK: "v1.0.0", KRO: "v0.5.1", ARGOCD: "v3.1.8" } as const;

export const createCapability = operation("eks", "CreateCapability", (call) => {
  const { clusterName, capabilityName, type, roleArn, tags, deletePropagationPolicy } = call.input;
  const cluster = findCluster(call, clusterName);
  if (cluster.status !== "ACTIVE" && cluster.status !== "UPDATING")
    throw invalidRequest(`Cluster ${clusterName} is not ACTIVE`, { clusterName });
  requireAccessEntries(cluster);
  const others = call.use(capabilities).list(`${clusterName}/`);
  if (others.some((other) => other.capabilityName === capabilityName))
    throw inUse(`Capability already exists with name ${capabilityName}`, { clusterName });
  if (others.some((other) => other.type === type))
    throw inUse(`Cluster ${clusterName} already has a capability of type ${type}`, { clusterName });
  if (!(trustedServices(call, roleArn) ?? []).includes("capabilities.eks.amazonaws.com")) {
    throw invalidParameter(
      `The role ${roleArn} does not exist or does not trust capabilities.eks.amazonaws.com`,
      { clusterName },
    );
  }
  const capability: Capability = {
    capabilityName,
    arn: `arn:${call.partition}:eks:${call.region}:${call.account}:capability/${clusterName}/${type.toLowerCase()}/${capabilityName}/${call.ids.uuid()}`,
    clusterName,
    type,
    roleArn,
    status: "CREATING",
    version: versions[type],
    configuration: configurationOf(call),
    tags: checkedTags(tags),
    health: { issues: [] },
    createdAt: call.now,
    modifiedAt: call.now,
    deletePropagationPolicy,
  };
  call.use(capabilities).put(childKey(clusterName, capabilityName), capability);
  call.schedule(DURATIONS.capability.create, capabilityStep, {
    key: childKey(clusterName, capabilityName),
    arn: capability.arn,
  });
  return { capability };
});

function configurationOf({
  input,
  ids,
  region,
}: Call<CreateCapabilityRequest>): CapabilityConfigurationResponse | undefined {
  const argoCd = input.configuration?.argoCd;
  if ((input.type === "ARGOCD") !== (argoCd !== undefined)) {
    throw invalidParameter(
      "configuration.argoCd must be given for a capability of type ARGOCD, and only for that",
      { clusterName: input.clusterName },
    );
  }
  if (argoCd === undefined) return undefined;
  return {
    argoCd: {
      ...argoCd,
      namespace: argoCd.namespace ?? "argocd",
      serverUrl: `https://${ids.hex(32)}.eks-capabilities.${region}.amazonaws.com`,
    },
  };
}

/** The end of creating or deleting. */
export const capabilityStep = event<{ readonly key: string; readonly arn: string }>(
  "eks.capability-step",
  ({ use, now }, { key, arn }) => {
    const capability = use(capabilities).get(key);
    if (capability?.arn !== arn) return;
    if (capability.status === "CREATING") use(capabilities).patch(key, { status: "ACTIVE", modifiedAt: now });
    else if (capability.status === "DELETING") use(capabilities).delete(key);
  },
);
