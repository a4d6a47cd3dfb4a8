import type { ZoneSpec } from "../spec/network.ts";
import type { DeepReadonly } from "./deep-readonly.ts";
import type { Profile } from "./profile.ts";
import type { ClusterConfig } from "./schema/cluster-config.ts";

/** T with the keys K always there. */
type With<T, K extends keyof T> = Omit<T, K> & { readonly [Key in K]-?: Exclude<T[Key], undefined> };
/** Item of an optional list. */
type ItemOf<T> = Exclude<T, undefined> extends readonly (infer Item)[] ? Item : never;
type Given<Key extends keyof ClusterConfig> = Exclude<ClusterConfig[Key], undefined>;

interface CompletedAccessScope {
  readonly type: "cluster" | "namespace";
  readonly namespaces?: readonly string[] | undefined;
}

interface CompletedAccessPolicy {
  readonly policyARN: string;
  readonly accessScope: CompletedAccessScope;
}

type CompletedAccessEntry = Omit<
  With<ItemOf<Given<"accessConfig">["accessEntries"]>, "principalARN">,
  "accessPolicies"
> & {
  readonly accessPolicies?: readonly CompletedAccessPolicy[] | undefined;
};

interface CompletedAccessConfig {
  readonly authenticationMode: "CONFIG_MAP" | "API_AND_CONFIG_MAP" | "API";
  readonly bootstrapClusterCreatorAdminPermissions: boolean;
  readonly accessEntries?: readonly CompletedAccessEntry[] | undefined;
}

interface CompletedTaint {
  readonly key: string;
  readonly value?: string | undefined;
  readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

type NodeGroupDefaults =
  | "name"
  | "disableIMDSv1"
  | "disablePodIMDS"
  | "iam"
  | "labels"
  | "privateNetworking"
  | "securityGroups"
  | "volumeType";

interface CompletedSizes {
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
}

type CompletedSsh = With<Exclude<ItemOf<Given<"managedNodeGroups">>["ssh"], undefined>, "allow">;

type CompletedManagedNodeGroup = Omit<
  With<ItemOf<Given<"managedNodeGroups">>, NodeGroupDefaults | "tags" | "spot">,
  "taints" | "ssh" | "instanceTypes" | keyof CompletedSizes
> &
  CompletedSizes & {
    /** In order of preference; empty only if an own launch template names the type. */
    readonly instanceTypes: readonly string[];
    readonly ssh: CompletedSsh;
    readonly taints: readonly CompletedTaint[];
  };

type CompletedNodeGroup = Omit<
  With<ItemOf<Given<"nodeGroups">>, NodeGroupDefaults | "amiFamily" | "containerRuntime" | "tags">,
  "taints" | "ssh" | keyof CompletedSizes
> &
  CompletedSizes & {
    readonly ssh: CompletedSsh;
    readonly taints: readonly CompletedTaint[];
  };

type CompletedAddon = Omit<With<ItemOf<Given<"addons">>, "name">, "resolveConflicts"> & {
  readonly resolveConflicts: "none" | "overwrite" | "preserve";
};

type CompletedFargateProfile = Omit<With<ItemOf<Given<"fargateProfiles">>, "name">, "selectors"> & {
  readonly selectors: readonly With<ItemOf<ItemOf<Given<"fargateProfiles">>["selectors"]>, "namespace">[];
};

/** Decisions that eksctl's file format has no field for. */
interface CompletedSettings {
  readonly profile: Profile;
  /** Zones of the created VPC in the order of their subnets; empty for an existing VPC. */
  readonly zones: readonly ZoneSpec[];
  /** Records all traffic of the created VPC in CloudWatch. */
  readonly flowLogs: boolean;
  /** Takes over the created VPC's default security group and leaves it without a rule. */
  readonly closeDefaultSecurityGroup: boolean;
  /** Gives the control plane's network interfaces small subnets of their own. */
  readonly dedicatedControlPlaneSubnets: boolean;
  /** Puts the control plane's network interfaces into public subnets too, as eksctl does. */
  readonly controlPlaneOnPublicSubnets: boolean;
  /** Instances in public subnets get public addresses. */
  readonly publicSubnetsMapPublicIp: boolean;
  /** Encrypts Kubernetes secrets with a created KMS key, unless the file names a key. */
  readonly encryptSecrets: boolean;
  /** Encrypts log groups with the created KMS key. */
  readonly encryptLogs: boolean;
  /** How long log groups without a period of their own keep logs, in days; 0 is forever. */
  readonly logRetentionInDays: number;
  /** Installs the add-on that tells node repair what is wrong. */
  readonly nodeMonitoring: boolean;
  /** The CNI uses the node role, because it has no role of its own. */
  readonly cniOnNodeRole: boolean;
  /** Terraform refuses to destroy the cluster. */
  readonly preventDestroy: boolean;
  /** Path of the bootstrap playbook, as written in the file, or `manual`. */
  readonly bootstrap?: string;
}

type CompletedVpc = Omit<
  With<Given<"vpc">, "cidr" | "manageSharedNodeSecurityGroupRules">,
  "nat" | "clusterEndpoints"
> & {
  readonly nat: { readonly gateway: "HighlyAvailable" | "Single" | "Disable" };
  readonly clusterEndpoints: { readonly publicAccess: boolean; readonly privateAccess: boolean };
};

/** The file with every default filled in, in words that the rules allow. */
type Completed = Omit<
  With<ClusterConfig, "apiVersion" | "kind">,
  | "metadata"
  | "vpc"
  | "iam"
  | "accessConfig"
  | "addons"
  | "addonsConfig"
  | "availabilityZones"
  | "cloudWatch"
  | "fargateProfiles"
  | "managedNodeGroups"
  | "nodeGroups"
  | "privateCluster"
  | "upgradePolicy"
> & {
  readonly metadata: With<Given<"metadata">, "name" | "region" | "version">;
  readonly vpc: CompletedVpc;
  readonly iam: With<Given<"iam">, "withOIDC" | "vpcResourceControllerPolicy">;
  readonly accessConfig: CompletedAccessConfig;
  /** Those of the file, then the default ones. */
  readonly addons: readonly CompletedAddon[];
  readonly addonsConfig: Given<"addonsConfig">;
  readonly availabilityZones: readonly string[];
  readonly cloudWatch: {
    readonly clusterLogging: {
      /** `all` is spelt out. */
      readonly enableTypes: readonly string[];
      readonly logRetentionInDays?: number | undefined;
    };
  };
  readonly fargateProfiles: readonly CompletedFargateProfile[];
  readonly managedNodeGroups: readonly CompletedManagedNodeGroup[];
  readonly nodeGroups: readonly CompletedNodeGroup[];
  readonly privateCluster: With<Given<"privateCluster">, "enabled" | "skipEndpointCreation">;
  readonly upgradePolicy?: { readonly supportType?: "STANDARD" | "EXTENDED" | undefined } | undefined;
  readonly eksplan: CompletedSettings;
};

/** T before its words were checked: any text may stand where one of a few words belongs. */
type Unchecked<T> = T extends string
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Unchecked<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Unchecked<T[Key]> }
      : T;

/**
 * A configuration with every default filled in, before the rules have seen it. Names that the file must give and does
 * not are empty text.
 */
export type CompletedConfig = Unchecked<DeepReadonly<Completed>>;
