import { type Scenario, type Step, something, stepsOf } from "../scenario.ts";
import { eksAccount } from "./eks-account.ts";

const call = stepsOf("eks");
const clusterName = "conf";
const { up, down, subnetIds } = eksAccount("conf", "10.5", ["cluster", "pod", "capability"]);
const issuer = {
  identityProviderConfigName: "corp",
  issuerUrl: "https://login.example.com",
  clientId: "kubernetes",
};
const identityProviderConfig = { type: "oidc", name: "corp" };
const encryptionConfig = [{ resources: ["secrets"], provider: { keyArn: "{key.KeyMetadata.Arn}" } }];
const policyArn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";
const principalArn = "{podRole.Role.Arn}";

/** Waits for the update that a step called `as` started. */
const done = (as: string, rest: object = {}): Step =>
  call(
    "DescribeUpdate",
    { name: clusterName, updateId: `{${as}.update.id}`, ...rest },
    { until: true, expect: { update: { status: "Successful", type: something } } },
  );

export const eks: Scenario = {
  name: "eks",
  steps: [
    ...up,
    stepsOf("kms")("CreateKey", {}, { as: "key" }),
    call(
      "DescribeClusterVersions",
      {},
      {
        anywhere: true,
        expect: {
          clusterVersions: [
            { clusterVersion: "1.34", clusterType: "eks", defaultPlatformVersion: /^eks\.\d+$/ },
          ],
        },
      },
    ),
    call(
      "DescribeAddonVersions",
      { addonName: "vpc-cni", kubernetesVersion: "1.34" },
      {
        as: "versions",
        anywhere: true,
        expect: { addons: [{ addonName: "vpc-cni", type: "networking", owner: "aws" }] },
      },
    ),
    call(
      "DescribeAddonConfiguration",
      { addonName: "vpc-cni", addonVersion: "{versions.addons.0.addonVersions.0.addonVersion}" },
      { expect: { addonName: "vpc-cni", configurationSchema: something } },
    ),
    call(
      "ListAccessPolicies",
      {},
      {
        anywhere: true,
        expect: { accessPolicies: [{ name: "AmazonEKSClusterAdminPolicy", arn: something }] },
      },
    ),
    call(
      "CreateCluster",
      {
        name: clusterName,
        version: "1.33",
        roleArn: "{clusterRole.Role.Arn}",
        resourcesVpcConfig: { subnetIds, endpointPrivateAccess: true },
        accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: true },
        bootstrapSelfManagedAddons: false,
        tags: { a: "1" },
      },
      {
        expect: {
          cluster: {
            name: clusterName,
            status: "CREATING",
            version: "1.33",
            platformVersion: something,
            resourcesVpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/0"], subnetIds },
            kubernetesNetworkConfig: { ipFamily: "ipv4" },
          },
        },
      },
    ),
    call(
      "CreateCluster",
      { name: clusterName, roleArn: "{clusterRole.Role.Arn}", resourcesVpcConfig: { subnetIds } },
      { fails: "ResourceInUseException" },
    ),
    call(
      "DescribeCluster",
      { name: clusterName },
      {
        as: "cluster",
        until: true,
        expect: {
          cluster: {
            status: "ACTIVE",
            endpoint: /^https:/,
            certificateAuthority: { data: something },
            identity: { oidc: { issuer: /^https:/ } },
            accessConfig: { authenticationMode: "API" },
          },
        },
      },
    ),
    call("DescribeCluster", { name: "none" }, { fails: "ResourceNotFoundException" }),
    call("ListClusters", {}, { expect: { clusters: [clusterName] } }),
    call(
      "UpdateClusterVersion",
      { name: clusterName, version: "1.35" },
      { fails: "InvalidParameterException" },
    ),
    call(
      "UpdateClusterVersion",
      { name: clusterName, version: "1.34" },
      { as: "upgrade", expect: { update: { type: "VersionUpdate", status: "InProgress" } } },
    ),
    done("upgrade"),
    call(
      "UpdateClusterConfig",
      { name: clusterName, logging: { clusterLogging: [{ types: ["audit"], enabled: true }] } },
      { as: "logging", expect: { update: { type: "LoggingUpdate" } } },
    ),
    done("logging"),
    call(
      "AssociateEncryptionConfig",
      { clusterName, encryptionConfig },
      { as: "encryption", expect: { update: { type: "AssociateEncryptionConfig" } } },
    ),
    done("encryption"),
    call(
      "DescribeCluster",
      { name: clusterName },
      {
        expect: {
          cluster: {
            version: "1.34",
            encryptionConfig,
            logging: { clusterLogging: [{ types: ["audit"], enabled: true }] },
          },
        },
      },
    ),
    call(
      "ListUpdates",
      { name: clusterName },
      { expect: { updateIds: ["{upgrade.update.id}", "{logging.update.id}"] } },
    ),
    call("TagResource", { resourceArn: "{cluster.cluster.arn}", tags: { b: "2" } }),
    call("UntagResource", { resourceArn: "{cluster.cluster.arn}", tagKeys: ["a"] }),
    call("ListTagsForResource", { resourceArn: "{cluster.cluster.arn}" }, { expect: { tags: { b: "2" } } }),
    call(
      "CreateAccessEntry",
      { clusterName, principalArn, kubernetesGroups: ["viewers"] },
      {
        expect: {
          accessEntry: { type: "STANDARD", kubernetesGroups: ["viewers"], accessEntryArn: something },
        },
      },
    ),
    call("CreateAccessEntry", { clusterName, principalArn }, { fails: "ResourceInUseException" }),
    call("UpdateAccessEntry", { clusterName, principalArn, username: "viewer" }),
    call(
      "DescribeAccessEntry",
      { clusterName, principalArn },
      { expect: { accessEntry: { username: "viewer", principalArn } } },
    ),
    call("ListAccessEntries", { clusterName }, { expect: { accessEntries: [principalArn] } }),
    call(
      "AssociateAccessPolicy",
      { clusterName, principalArn, policyArn, accessScope: { type: "namespace", namespaces: ["default"] } },
      {
        expect: {
          associatedAccessPolicy: { policyArn, accessScope: { type: "namespace", namespaces: ["default"] } },
        },
      },
    ),
    call(
      "ListAssociatedAccessPolicies",
      { clusterName, principalArn },
      { expect: { associatedAccessPolicies: [{ policyArn }] } },
    ),
    call("DisassociateAccessPolicy", { clusterName, principalArn, policyArn }),
    call("DeleteAccessEntry", { clusterName, principalArn }),
    call("DescribeAccessEntry", { clusterName, principalArn }, { fails: "ResourceNotFoundException" }),
    call(
      "CreateAddon",
      { clusterName, addonName: "vpc-cni", resolveConflicts: "OVERWRITE" },
      { expect: { addon: { addonName: "vpc-cni", status: "CREATING", addonVersion: /^v/ } } },
    ),
    call(
      "DescribeAddon",
      { clusterName, addonName: "vpc-cni" },
      { until: true, expect: { addon: { status: "ACTIVE", addonArn: something } } },
    ),
    call(
      "UpdateAddon",
      {
        clusterName,
        addonName: "vpc-cni",
        configurationValues: '{"env":{"ENABLE_PREFIX_DELEGATION":"true"}}',
      },
      { as: "addon", expect: { update: { type: "AddonUpdate" } } },
    ),
    done("addon", { addonName: "vpc-cni" }),
    call("ListAddons", { clusterName }, { expect: { addons: ["vpc-cni"] } }),
    call("DeleteAddon", { clusterName, addonName: "vpc-cni" }),
    call(
      "DescribeAddon",
      { clusterName, addonName: "vpc-cni" },
      { until: true, fails: "ResourceNotFoundException" },
    ),
    call(
      "CreatePodIdentityAssociation",
      { clusterName, namespace: "default", serviceAccount: "app", roleArn: principalArn },
      { as: "identity", expect: { association: { associationId: /^a-/, roleArn: principalArn } } },
    ),
    call("UpdatePodIdentityAssociation", {
      clusterName,
      associationId: "{identity.association.associationId}",
      disableSessionTags: true,
    }),
    call(
      "DescribePodIdentityAssociation",
      { clusterName, associationId: "{identity.association.associationId}" },
      { expect: { association: { disableSessionTags: true, serviceAccount: "app" } } },
    ),
    call(
      "ListPodIdentityAssociations",
      { clusterName, namespace: "default" },
      { expect: { associations: [{ associationId: "{identity.association.associationId}" }] } },
    ),
    call("DeletePodIdentityAssociation", {
      clusterName,
      associationId: "{identity.association.associationId}",
    }),
    call(
      "AssociateIdentityProviderConfig",
      { clusterName, oidc: issuer },
      { as: "provider", expect: { update: { type: "AssociateIdentityProviderConfig" } } },
    ),
    call(
      "DescribeIdentityProviderConfig",
      { clusterName, identityProviderConfig },
      { until: true, expect: { identityProviderConfig: { oidc: { ...issuer, status: "ACTIVE" } } } },
    ),
    call(
      "ListIdentityProviderConfigs",
      { clusterName },
      { expect: { identityProviderConfigs: [identityProviderConfig] } },
    ),
    call("DisassociateIdentityProviderConfig", { clusterName, identityProviderConfig }),
    call(
      "DescribeIdentityProviderConfig",
      { clusterName, identityProviderConfig },
      { until: true, fails: "ResourceNotFoundException" },
    ),
    call(
      "CreateCapability",
      {
        clusterName,
        capabilityName: "kro",
        type: "KRO",
        roleArn: "{capabilityRole.Role.Arn}",
        deletePropagationPolicy: "RETAIN",
      },
      { expect: { capability: { status: "CREATING", type: "KRO" } } },
    ),
    call(
      "DescribeCapability",
      { clusterName, capabilityName: "kro" },
      { until: true, expect: { capability: { status: "ACTIVE" } } },
    ),
    call("ListCapabilities", { clusterName }, { expect: { capabilities: [{ capabilityName: "kro" }] } }),
    call(
      "UpdateCapability",
      { clusterName, capabilityName: "kro", roleArn: "{capabilityRole.Role.Arn}" },
      { as: "capability", expect: { update: { id: something } } },
    ),
    call(
      "DescribeCapability",
      { clusterName, capabilityName: "kro" },
      { until: true, expect: { capability: { status: "ACTIVE" } } },
    ),
    call("DeleteCapability", { clusterName, capabilityName: "kro" }),
    call(
      "DescribeCapability",
      { clusterName, capabilityName: "kro" },
      { until: true, fails: "ResourceNotFoundException" },
    ),
    call(
      "ListInsights",
      { clusterName },
      { as: "insights", expect: { insights: [{ category: "UPGRADE_READINESS", id: something }] } },
    ),
    call(
      "DescribeInsight",
      { clusterName, id: "{insights.insights.0.id}" },
      { expect: { insight: { id: "{insights.insights.0.id}", recommendation: something } } },
    ),
    call("StartInsightsRefresh", { clusterName }, { expect: { status: "IN_PROGRESS" } }),
    call("DescribeInsightsRefresh", { clusterName }, { until: true, expect: { status: "COMPLETED" } }),
    call("DeleteCluster", { name: clusterName }, { expect: { cluster: { status: "DELETING" } } }),
    call("DescribeCluster", { name: clusterName }, { until: true, fails: "ResourceNotFoundException" }),
    // The control plane made it, and leaves it behind.
    stepsOf("logs")("DeleteLogGroup", { logGroupName: "/aws/eks/conf/cluster" }),
    stepsOf("kms")("ScheduleKeyDeletion", { KeyId: "{key.KeyMetadata.KeyId}", PendingWindowInDays: 7 }),
    ...down,
  ],
};
