import type { Construct } from "constructs";
import type { AccessEntry } from "../modules/access/access-entry.ts";
import type { Addon } from "../modules/addons/addon.ts";
import type { Playbook } from "../modules/bootstrap/playbook.ts";
import type { FargateProfile } from "../modules/compute/fargate-profile.ts";
import type { ManagedNodeGroup } from "../modules/compute/managed-node-group.ts";
import type { EksCluster } from "../modules/control-plane/eks-cluster.ts";
import type { EncryptionKey } from "../modules/control-plane/encryption-key.ts";
import type { Network } from "../modules/network/network.ts";
import type { ClusterSpec } from "../modules/spec/cluster.ts";
import { defined } from "../modules/spec/defined.ts";
import { literalDeep } from "../modules/terraform/template.ts";
import type { Backend } from "./backend.ts";
import { addAccess } from "./cluster/access.ts";
import { addAddons } from "./cluster/addons.ts";
import { addCluster } from "./cluster/cluster.ts";
import { addEncryptionKey } from "./cluster/encryption-key.ts";
import { addFargateProfiles } from "./cluster/fargate.ts";
import { addNetwork } from "./cluster/network.ts";
import { addNodeGroups } from "./cluster/node-groups.ts";
import { addOutputs } from "./cluster/outputs.ts";
import type { Parts } from "./cluster/parts.ts";
import { addPlaybook, type ClusterFiles, type PlaybookValues } from "./cluster/playbook.ts";
import { EksStack } from "./eks-stack.ts";

export interface ClusterStackProps {
  /** What the cluster is: from `clusterFiles`, or from `defineCluster`. */
  readonly spec: ClusterSpec;
  /** Where the state lives. @default { type: "local" } */
  readonly backend?: Backend;
  readonly files: ClusterFiles;
  /** Nothing in the stack refers to a resource of another stack, which makes synth faster. @default false */
  readonly isolated?: boolean;
  /** Variables and secrets for the playbook, from resources of other stacks for example. @default - none */
  readonly playbook?: PlaybookValues;
}

/** Everything of one cluster, in the order in which it comes into being. */
export class ClusterStack extends EksStack {
  readonly key: EncryptionKey | undefined;
  readonly network: Network;
  readonly cluster: EksCluster;
  readonly access: readonly AccessEntry[];
  readonly addons: readonly Addon[];
  readonly nodeGroups: readonly ManagedNodeGroup[];
  readonly fargateProfiles: readonly FargateProfile[];
  readonly playbook: Playbook;

  constructor(scope: Construct, props: ClusterStackProps) {
    // The file's texts mean what they say: `${…}` in them is no Terraform expression.
    const spec = literalDeep(props.spec);
    const { files, playbook = {} } = props;
    super(scope, spec.name, {
      region: spec.region,
      tags: { ...spec.tags, "eksplan.dev/cluster": spec.name },
      ...defined({ backend: props.backend, isolated: props.isolated }),
    });
    const foundation = { stack: this, spec };
    this.key = addEncryptionKey(foundation);
    this.network = addNetwork({ ...foundation, key: this.key });
    this.cluster = addCluster({ ...foundation, key: this.key, network: this.network });
    const parts: Parts = { ...foundation, key: this.key, network: this.network, cluster: this.cluster };
    this.access = addAccess(parts);
    this.addons = addAddons(parts);
    this.nodeGroups = addNodeGroups(parts);
    this.fargateProfiles = addFargateProfiles(parts);
    this.playbook = addPlaybook(parts, { files, values: playbook, bootstrap: props.spec.bootstrap });
    addOutputs(parts, this.nodeGroups);
  }
}
