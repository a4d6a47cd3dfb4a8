import type { Collection } from "./collection.ts";

/** Where a cluster's API server listens, as `DescribeCluster` tells it. */
export interface KubernetesEndpoint {
  /** `https://…` */
  readonly endpoint: string;
  /** The certificate authority, PEM in base64. */
  readonly certificateAuthorityData: string;
}

/** A node that has joined or is about to. */
export interface NodeView {
  /** Name of the Node object, for example `ip-10-0-1-23.eu-central-1.compute.internal`. */
  readonly name: string;
  readonly instanceId: string | undefined;
  readonly instanceType: string;
  readonly zone: string;
  readonly zoneId: string;
  readonly privateIp: string;
  /** Managed or self-managed group, or Fargate profile. */
  readonly group: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly {
    readonly key: string;
    readonly value?: string | undefined;
    readonly effect: string;
  }[];
  readonly kubeletVersion: string;
  readonly osImage: string;
  readonly architecture: "amd64" | "arm64";
  readonly operatingSystem: "linux" | "windows";
  /** Count of pods, CPU cores and MiB. */
  readonly capacity: { readonly pods: number; readonly cpu: number; readonly memoryMiB: number };
  /** False while it boots, while no CNI runs on it, or after it was stopped. */
  readonly ready: boolean;
  /** Why it is not ready, in the kubelet's words. */
  readonly notReadyReason?: string | undefined;
  readonly unschedulable?: boolean | undefined;
  /** Simulated, milliseconds since 1970. */
  readonly createdAt: number;
}

/** An access entry as the authenticator sees it. */
export interface AccessView {
  readonly principalArn: string;
  readonly type: string;
  readonly username: string;
  readonly groups: readonly string[];
  readonly policies: readonly {
    readonly policyArn: string;
    readonly scope: "cluster" | "namespace";
    readonly namespaces: readonly string[];
  }[];
}

export interface AddonView {
  readonly name: string;
  readonly version: string;
  readonly status: string;
  readonly configurationValues: string | undefined;
}

export interface FargateProfileView {
  readonly name: string;
  readonly selectors: readonly {
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
  }[];
}

/**
 * A cluster as its API server sees it. Every function looks at the state of now: it first lets happen what is due by the
 * simulated clock.
 */
export interface ClusterView {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Simulated, milliseconds since 1970. */
  now(): number;
  exists(): boolean;
  /** Minor version, for example `1.34`, and the platform's version, for example `eks.3`. */
  version(): { readonly kubernetes: string; readonly platform: string };
  authenticationMode(): "API" | "API_AND_CONFIG_MAP" | "CONFIG_MAP";
  /** What EKS installed by itself (`bootstrapSelfManagedAddons`): the names among vpc-cni, kube-proxy and coredns. */
  selfManagedAddons(): readonly string[];
  nodes(): readonly NodeView[];
  access(): readonly AccessView[];
  addons(): readonly AddonView[];
  /** Add-ons that were removed from EKS only (`preserve`): what they brought stays. */
  preservedAddons(): readonly string[];
  fargateProfiles(): readonly FargateProfileView[];
  /**
   * The account and principal behind an access key, for the token check: an STS session's role for a session's key,
   * otherwise the IAM user.
   */
  principal(accessKeyId: string): {
    readonly account: string;
    readonly arn: string;
    readonly sessionName?: string;
  };
  /** The cluster's own objects, kept with the state: `read` looks, `write` changes them as one transaction. */
  read<R>(work: (objects: Collection<unknown>) => R): R;
  write<R>(work: (objects: Collection<unknown>) => R): R;
}

/** Who a role's sessions are in a cluster. */
export interface RoleMapping {
  readonly username: string;
  readonly groups: readonly string[];
}

/** The API servers of all clusters. */
export interface KubernetesApi {
  /**
   * Starts a cluster's API server and resolves when it listens. `previous` is where it listened before a restart of the
   * local AWS: the same endpoint and authority are to be used again where possible.
   */
  start(cluster: ClusterView, previous?: KubernetesEndpoint): Promise<KubernetesEndpoint>;
  stop(clusterArn: string): Promise<void>;
  /**
   * One object of a cluster, plain data, for EKS's own look into it (`aws-auth`, the CNI's DaemonSet). Undefined if there is none.
   */
  object(clusterArn: string, kind: string, namespace: string, name: string): unknown;
  /** Whether the cluster can be looked into: without an API server nothing is known of its objects. */
  serves(clusterArn: string): boolean;
  /** Puts a role into `aws-auth`, or takes it out if there is no mapping. Not within a transaction. */
  mapRole(clusterArn: string, roleArn: string, mapping: RoleMapping | undefined): void;
  close(): Promise<void>;
}
