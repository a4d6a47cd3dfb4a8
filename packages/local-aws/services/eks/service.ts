import type { Service } from "../../core/call.ts";
import { associateAccessPolicy } from "./access/associate-access-policy.ts";
import { createAccessEntry } from "./access/create-access-entry.ts";
import { deleteAccessEntry } from "./access/delete-access-entry.ts";
import { describeAccessEntry } from "./access/describe-access-entry.ts";
import { disassociateAccessPolicy } from "./access/disassociate-access-policy.ts";
import { listAccessEntries } from "./access/list-access-entries.ts";
import { listAccessPolicies } from "./access/list-access-policies.ts";
import { listAssociatedAccessPolicies } from "./access/list-associated-access-policies.ts";
import { updateAccessEntry } from "./access/update-access-entry.ts";
import { addonInstalled, createAddon } from "./addon/create-addon.ts";
import { addonGone, deleteAddon } from "./addon/delete-addon.ts";
import { describeAddon } from "./addon/describe-addon.ts";
import { describeAddonConfiguration } from "./addon/describe-addon-configuration.ts";
import { describeAddonVersions } from "./addon/describe-addon-versions.ts";
import { listAddons } from "./addon/list-addons.ts";
import { updateAddon } from "./addon/update-addon.ts";
import { capabilityStep, createCapability } from "./capability/create-capability.ts";
import { deleteCapability } from "./capability/delete-capability.ts";
import { describeCapability } from "./capability/describe-capability.ts";
import { listCapabilities } from "./capability/list-capabilities.ts";
import { updateCapability } from "./capability/update-capability.ts";
import { associateEncryptionConfig } from "./cluster/associate-encryption-config.ts";
import { clusterActive, createCluster } from "./cluster/create-cluster.ts";
import { clusterGone, deleteCluster } from "./cluster/delete-cluster.ts";
import { describeCluster } from "./cluster/describe-cluster.ts";
import { describeClusterVersions } from "./cluster/describe-cluster-versions.ts";
import { listClusters } from "./cluster/list-clusters.ts";
import { updateClusterConfig } from "./cluster/update-cluster-config.ts";
import { updateClusterVersion } from "./cluster/update-cluster-version.ts";
import { deregisterCluster } from "./connected/deregister-cluster.ts";
import { registerCluster } from "./connected/register-cluster.ts";
import { createFargateProfile, fargateProfileActive } from "./fargate/create-fargate-profile.ts";
import { deleteFargateProfile, fargateProfileGone } from "./fargate/delete-fargate-profile.ts";
import { describeFargateProfile } from "./fargate/describe-fargate-profile.ts";
import { listFargateProfiles } from "./fargate/list-fargate-profiles.ts";
import {
  associateIdentityProviderConfig,
  identityProviderStep,
} from "./identity-provider/associate-identity-provider-config.ts";
import { describeIdentityProviderConfig } from "./identity-provider/describe-identity-provider-config.ts";
import { disassociateIdentityProviderConfig } from "./identity-provider/disassociate-identity-provider-config.ts";
import { listIdentityProviderConfigs } from "./identity-provider/list-identity-provider-configs.ts";
import { describeInsight } from "./insight/describe-insight.ts";
import { describeInsightsRefresh } from "./insight/describe-insights-refresh.ts";
import { listInsights } from "./insight/list-insights.ts";
import { startInsightsRefresh } from "./insight/start-insights-refresh.ts";
import { createNodegroup, nodegroupSettled } from "./nodegroup/create-nodegroup.ts";
import { deleteNodegroup, nodegroupGone } from "./nodegroup/delete-nodegroup.ts";
import { describeNodegroup } from "./nodegroup/describe-nodegroup.ts";
import { listNodegroups } from "./nodegroup/list-nodegroups.ts";
import { updateNodegroupConfig } from "./nodegroup/update-nodegroup-config.ts";
import { updateNodegroupVersion } from "./nodegroup/update-nodegroup-version.ts";
import { createPodIdentityAssociation } from "./pod-identity/create-pod-identity-association.ts";
import { deletePodIdentityAssociation } from "./pod-identity/delete-pod-identity-association.ts";
import { describePodIdentityAssociation } from "./pod-identity/describe-pod-identity-association.ts";
import { listPodIdentityAssociations } from "./pod-identity/list-pod-identity-associations.ts";
import { updatePodIdentityAssociation } from "./pod-identity/update-pod-identity-association.ts";
import { resume } from "./resume.ts";
import { createEksAnywhereSubscription } from "./subscription/create-eks-anywhere-subscription.ts";
import { deleteEksAnywhereSubscription } from "./subscription/delete-eks-anywhere-subscription.ts";
import { describeEksAnywhereSubscription } from "./subscription/describe-eks-anywhere-subscription.ts";
import { listEksAnywhereSubscriptions } from "./subscription/list-eks-anywhere-subscriptions.ts";
import { subscriptionBought, subscriptionEnded } from "./subscription/subscription.ts";
import { updateEksAnywhereSubscription } from "./subscription/update-eks-anywhere-subscription.ts";
import { listTagsForResource } from "./tag/list-tags-for-resource.ts";
import { tagResource } from "./tag/tag-resource.ts";
import { untagResource } from "./tag/untag-resource.ts";
import { describeUpdate } from "./update/describe-update.ts";
import { listUpdates } from "./update/list-updates.ts";
import { updateDone } from "./update/start-update.ts";

/** Amazon EKS. @see https://docs.aws.amazon.com/eks/latest/APIReference/API_Operations.html */
export const eks: Service = {
  name: "eks",
  operations: [
    associateAccessPolicy,
    associateEncryptionConfig,
    associateIdentityProviderConfig,
    createAccessEntry,
    createAddon,
    createCapability,
    createCluster,
    createEksAnywhereSubscription,
    createFargateProfile,
    createNodegroup,
    createPodIdentityAssociation,
    deleteAccessEntry,
    deleteAddon,
    deleteCapability,
    deleteCluster,
    deleteEksAnywhereSubscription,
    deleteFargateProfile,
    deleteNodegroup,
    deletePodIdentityAssociation,
    deregisterCluster,
    describeAccessEntry,
    describeAddon,
    describeAddonConfiguration,
    describeAddonVersions,
    describeCapability,
    describeCluster,
    describeClusterVersions,
    describeEksAnywhereSubscription,
    describeFargateProfile,
    describeIdentityProviderConfig,
    describeInsight,
    describeInsightsRefresh,
    describeNodegroup,
    describePodIdentityAssociation,
    describeUpdate,
    disassociateAccessPolicy,
    disassociateIdentityProviderConfig,
    listAccessEntries,
    listAccessPolicies,
    listAddons,
    listAssociatedAccessPolicies,
    listCapabilities,
    listClusters,
    listEksAnywhereSubscriptions,
    listFargateProfiles,
    listIdentityProviderConfigs,
    listInsights,
    listNodegroups,
    listPodIdentityAssociations,
    listTagsForResource,
    listUpdates,
    registerCluster,
    startInsightsRefresh,
    tagResource,
    untagResource,
    updateAccessEntry,
    updateAddon,
    updateCapability,
    updateClusterConfig,
    updateClusterVersion,
    updateEksAnywhereSubscription,
    updateNodegroupConfig,
    updateNodegroupVersion,
    updatePodIdentityAssociation,
  ],
  events: [
    addonGone,
    addonInstalled,
    capabilityStep,
    clusterActive,
    clusterGone,
    fargateProfileActive,
    fargateProfileGone,
    identityProviderStep,
    nodegroupGone,
    nodegroupSettled,
    subscriptionBought,
    subscriptionEnded,
    updateDone,
  ],
  resume,
};
