import { collection } from "../../core/collection.ts";
import type { KubernetesEndpoint } from "../../core/kubernetes-api.ts";
import type * as Api from "../../models/types/eks.d.ts";

/** Objects are kept as the API shows them, with a few members beside that the API doesn't show. */
type Always<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]-?: Exclude<T[P], undefined> };

export interface Cluster
  extends Always<
    Api.Cluster,
    | "name"
    | "arn"
    | "version"
    | "platformVersion"
    | "roleArn"
    | "status"
    | "createdAt"
    | "tags"
    | "logging"
    | "accessConfig"
  > {
  readonly resourcesVpcConfig: Always<
    Api.VpcConfigResponse,
    | "subnetIds"
    | "securityGroupIds"
    | "vpcId"
    | "endpointPublicAccess"
    | "endpointPrivateAccess"
    | "publicAccessCidrs"
  >;
  /** Where it listens once it is ACTIVE. */
  readonly listening?: KubernetesEndpoint | undefined;
  readonly oidcId: string;
  readonly creatorArn: string;
  /** Whether EKS put vpc-cni, kube-proxy and coredns into it itself. */
  readonly bootstrapSelfManagedAddons: boolean;
  readonly networkInterfaceIds: readonly string[];
  /** Version before the last upgrade in place, and when that was: what a rollback may go back to. */
  readonly upgradedFrom?: { readonly version: string; readonly at: number } | undefined;
}

export interface Nodegroup
  extends Always<
    Api.Nodegroup,
    | "nodegroupName"
    | "nodegroupArn"
    | "clusterName"
    | "status"
    | "createdAt"
    | "modifiedAt"
    | "scalingConfig"
    | "subnets"
    | "nodeRole"
    | "tags"
    | "amiType"
    | "capacityType"
  > {
  readonly autoScalingGroupName: string;
  /** The launch template that EKS derives from the given one. */
  readonly ownLaunchTemplateId: string;
  readonly architecture: "amd64" | "arm64";
}

export interface FargateProfile
  extends Always<
    Api.FargateProfile,
    | "fargateProfileName"
    | "fargateProfileArn"
    | "clusterName"
    | "createdAt"
    | "podExecutionRoleArn"
    | "subnets"
    | "selectors"
    | "status"
    | "tags"
  > {}

export interface Addon
  extends Always<
    Api.Addon,
    "addonName" | "addonArn" | "clusterName" | "addonVersion" | "status" | "createdAt" | "modifiedAt" | "tags"
  > {}

export interface AssociatedPolicy {
  readonly policyArn: string;
  readonly accessScope: { readonly type: "cluster" | "namespace"; readonly namespaces: readonly string[] };
  readonly associatedAt: number;
  readonly modifiedAt: number;
}

export interface AccessEntry
  extends Always<
    Api.AccessEntry,
    | "clusterName"
    | "principalArn"
    | "accessEntryArn"
    | "createdAt"
    | "modifiedAt"
    | "tags"
    | "username"
    | "type"
    | "kubernetesGroups"
  > {
  readonly policies: readonly AssociatedPolicy[];
  /** Made by EKS itself for a node group's or Fargate profile's role. */
  readonly automatic: boolean;
}

export interface PodIdentityAssociation
  extends Always<
    Api.PodIdentityAssociation,
    | "clusterName"
    | "namespace"
    | "serviceAccount"
    | "roleArn"
    | "associationArn"
    | "associationId"
    | "createdAt"
    | "modifiedAt"
    | "tags"
  > {}

export interface IdentityProvider
  extends Always<
    Api.OidcIdentityProviderConfig,
    | "identityProviderConfigName"
    | "identityProviderConfigArn"
    | "clusterName"
    | "issuerUrl"
    | "clientId"
    | "status"
    | "tags"
  > {}

export interface Capability
  extends Always<
    Api.Capability,
    | "capabilityName"
    | "arn"
    | "clusterName"
    | "type"
    | "roleArn"
    | "status"
    | "createdAt"
    | "modifiedAt"
    | "tags"
  > {}

/** A cluster that runs elsewhere and is only shown. */
export interface ConnectedCluster
  extends Always<Api.Cluster, "name" | "arn" | "createdAt" | "status" | "connectorConfig" | "tags"> {}

/** Licenses of EKS Anywhere. */
export interface Subscription
  extends Always<
    Api.EksAnywhereSubscription,
    "id" | "arn" | "createdAt" | "expirationDate" | "status" | "autoRenew" | "tags"
  > {
  readonly term: { readonly duration: number; readonly unit: "MONTHS" };
}

export interface Update extends Always<Api.Update, "id" | "status" | "type" | "params" | "createdAt"> {
  readonly clusterName: string;
  /** What is updated; a cluster if none is set. */
  readonly nodegroupName?: string | undefined;
  readonly addonName?: string | undefined;
  readonly capabilityName?: string | undefined;
  /** Members of the target that change when the update succeeds. */
  readonly change: Readonly<Record<string, unknown>>;
  /** Node group only: replace all instances. */
  readonly roll?: boolean | undefined;
}

export interface InsightsRefresh {
  readonly startedAt: number;
  readonly endedAt: number;
}

/** The key of what belongs to a cluster. */
export const childKey = (clusterName: string, name: string) => `${clusterName}/${name}`;

export const clusters = collection<Cluster>("eks/clusters", "region", ({ name, arn }) => ({ id: name, arn }));
export const nodegroups = collection<Nodegroup>("eks/nodegroups", "region", (value, key) => ({
  id: key,
  arn: value.nodegroupArn,
}));
export const fargateProfiles = collection<FargateProfile>("eks/fargate-profiles", "region", (value, key) => ({
  id: key,
  arn: value.fargateProfileArn,
}));
export const addons = collection<Addon>("eks/addons", "region", (value, key) => ({
  id: key,
  arn: value.addonArn,
}));
export const accessEntries = collection<AccessEntry>("eks/access-entries", "region", (value, key) => ({
  id: key,
  arn: value.accessEntryArn,
}));
export const podIdentityAssociations = collection<PodIdentityAssociation>(
  "eks/pod-identity-associations",
  "region",
  (value, key) => ({
    id: key,
    arn: value.associationArn,
  }),
);
export const identityProviders = collection<IdentityProvider>(
  "eks/identity-providers",
  "region",
  (value, key) => ({
    id: key,
    arn: value.identityProviderConfigArn,
  }),
);
export const capabilities = collection<Capability>("eks/capabilities", "region", (value, key) => ({
  id: key,
  arn: value.arn,
}));
export const connectedClusters = collection<ConnectedCluster>(
  "eks/connected-clusters",
  "region",
  (value) => ({
    id: value.name,
    arn: value.arn,
  }),
);
export const subscriptions = collection<Subscription>("eks/subscriptions", "region", ({ id, arn }) => ({
  id,
  arn,
}));
/** Quotas that AWS has raised for an account: `nodegroups` and `fargate-profiles` of a cluster. @default - AWS's own */
export const raisedQuotas = collection<number>("eks/raised-quotas", "region");
export const updates = collection<Update>("eks/updates", "region");
export const insightsRefreshes = collection<InsightsRefresh>("eks/insights-refreshes", "region");
export const kubernetesObjects = collection<unknown>("eks/kubernetes-objects", "region");
