import * as z from "zod";
import type { DeepReadonly } from "../deep-readonly.ts";
import { AccessConfig, IdentityProvider } from "./access.ts";
import { Addon, AddonsConfig } from "./addons.ts";
import {
  AutoModeConfig,
  CloudWatch,
  ControlPlaneScalingConfig,
  KubeControllerManagerConfig,
  KubeSchedulerConfig,
  Outpost,
  SecretsEncryption,
  ZonalShiftConfig,
} from "./control-plane.ts";
import { Capability, Gitops, Karpenter } from "./extensions.ts";
import { FargateProfile } from "./fargate.ts";
import { field, listOf, text, texts } from "./field.ts";
import { Iam, IamIdentityMapping } from "./iam.ts";
import { ManagedNodeGroup } from "./managed-node-group.ts";
import { Metadata, UpgradePolicy } from "./metadata.ts";
import {
  KubeApiServerConfig,
  KubernetesNetworkConfig,
  PrivateCluster,
  RemoteNetworkConfig,
  Vpc,
} from "./network.ts";
import { NodeGroup } from "./self-managed-node-group.ts";

/** The whole of `eksctl.io/v1alpha5` ClusterConfig: shape only. Defaults and rules are elsewhere. */
export const ClusterConfigSchema = z.strictObject({
  apiVersion: text("Version of the file format.", { required: true, values: ["eksctl.io/v1alpha5"] }),
  kind: text("Kind of the file.", { required: true, values: ["ClusterConfig"] }),
  metadata: field(Metadata, "Name, region, version and tags of the cluster.", { required: true }),
  kubernetesNetworkConfig: field(KubernetesNetworkConfig, "Addresses of pods and services."),
  vpc: field(Vpc, "Network of the cluster.", { default: "a new VPC" }),
  availabilityZones: texts("Zones of the created VPC, at least two.", {
    default: "three of the region, by chance",
  }),
  localZones: texts("Local zones that get subnets too.", { default: "none" }),
  iam: field(Iam, "IAM roles and providers."),
  iamIdentityMappings: listOf(IamIdentityMapping, "Entries of the ConfigMap aws-auth.", { default: "none" }),
  identityProviders: listOf(IdentityProvider, "OpenID Connect providers of users.", { default: "none" }),
  accessConfig: field(AccessConfig, "Who may use the Kubernetes API."),
  addons: listOf(Addon, "EKS add-ons.", { default: "vpc-cni, kube-proxy, coredns, metrics-server" }),
  addonsConfig: field(AddonsConfig, "Settings for all add-ons."),
  privateCluster: field(PrivateCluster, "A cluster without internet access."),
  nodeGroups: listOf(NodeGroup, "Self-managed node groups.", { default: "none" }),
  managedNodeGroups: listOf(ManagedNodeGroup, "EKS managed node groups.", { default: "none" }),
  fargateProfiles: listOf(FargateProfile, "Pods that run on Fargate.", { default: "none" }),
  cloudWatch: field(CloudWatch, "Logs in CloudWatch."),
  secretsEncryption: field(SecretsEncryption, "Encryption of Kubernetes secrets.", {
    default: "a key of AWS",
  }),
  gitops: field(Gitops, "GitOps."),
  karpenter: field(Karpenter, "Installs Karpenter."),
  outpost: field(Outpost, "A control plane on an Outpost."),
  zonalShiftConfig: field(ZonalShiftConfig, "Zonal shift."),
  autoModeConfig: field(AutoModeConfig, "EKS Auto Mode."),
  remoteNetworkConfig: field(RemoteNetworkConfig, "Networks of hybrid nodes.", {
    see: "https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-overview.html",
  }),
  upgradePolicy: field(UpgradePolicy, "What happens at the end of standard support."),
  controlPlaneScalingConfig: field(ControlPlaneScalingConfig, "Size of the control plane."),
  kubeAPIServerConfig: field(KubeApiServerConfig, "Settings of the API server."),
  kubeSchedulerConfig: field(KubeSchedulerConfig, "Settings of the scheduler."),
  kubeControllerManagerConfig: field(KubeControllerManagerConfig, "Settings of the controller manager."),
  capabilities: listOf(Capability, "EKS capabilities: controllers that EKS runs.", { default: "none" }),
});

/** What a file says, and nothing else: every key is optional. */
export type ClusterConfig = DeepReadonly<z.output<typeof ClusterConfigSchema>>;
