import type { EksCluster } from "../../modules/control-plane/eks-cluster.ts";
import type { EncryptionKey } from "../../modules/control-plane/encryption-key.ts";
import type { Network } from "../../modules/network/network.ts";
import type { ClusterSpec } from "../../modules/spec/cluster.ts";
import type { EksStack } from "../eks-stack.ts";

/** What the first part of a cluster has to go by. */
export interface Foundation {
  readonly stack: EksStack;
  readonly spec: ClusterSpec;
}

/** What the network and the cluster build on; `key` is undefined where nothing is encrypted with a key of the cluster's own. */
export interface Keyed extends Foundation {
  readonly key: EncryptionKey | undefined;
}

export interface Networked extends Keyed {
  readonly network: Network;
}

/** What everything around a cluster has to go by. */
export interface Parts extends Networked {
  readonly cluster: EksCluster;
}
