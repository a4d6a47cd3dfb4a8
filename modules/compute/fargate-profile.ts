import { EksFargateProfile, type EksFargateProfileConfig } from "@cdktf/provider-aws/lib/eks-fargate-profile";
import { Construct } from "constructs";
import type { EksCluster } from "../control-plane/eks-cluster.ts";
import type { RoleRef } from "../iam/role.ts";
import { defined } from "../spec/defined.ts";
import type { FargateSelectorSpec } from "../spec/fargate.ts";
import { vacant } from "../terraform/fail.ts";
import { type Override, Overrides } from "../terraform/overrides.ts";
import { sharedPodExecutionRole } from "./pod-execution-role.ts";

/** Resources of a Fargate profile, for `override`. */
export interface FargateProfileResources {
  readonly profile: EksFargateProfileConfig;
}

export interface FargateProfileProps {
  readonly cluster: EksCluster;
  readonly name: string;
  /** Which pods run on Fargate; one to five. */
  readonly selectors: readonly FargateSelectorSpec[];
  /** The pod execution role. @default - the role that profiles of the cluster share */
  readonly role?: RoleRef | undefined;
  /** Ids of private subnets. @default - all private subnets of the network */
  readonly subnetIds?: readonly string[];
  /** @default - the tags of the stack */
  readonly tags?: Readonly<Record<string, string>>;
  /** Last word on the arguments of a resource. @default - arguments as computed */
  readonly override?: Override<FargateProfileResources>;
}

/**
 * A Fargate profile. Everything but its tags is fixed at creation. EKS makes one at a time, so each waits for the one that
 * the program made before it.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html
 */
export class FargateProfile extends Construct {
  readonly resource: EksFargateProfile;

  constructor(scope: Construct, id: string, props: FargateProfileProps) {
    super(vacant(scope, id), id);
    const overrides = new Overrides<FargateProfileResources>(this, props.override);
    const { cluster, subnetIds = [], tags = {} } = props;
    const role = props.role ?? sharedPodExecutionRole(cluster);
    const before = cluster.fargateProfiles.at(-1);
    const first = [...cluster.stages.after("prerequisites"), ...role.permissions];
    const config: EksFargateProfileConfig = defined({
      clusterName: cluster.resource.name,
      fargateProfileName: props.name,
      podExecutionRoleArn: role.arn,
      subnetIds:
        subnetIds.length > 0 ? [...subnetIds] : cluster.network.subnets("private").map((subnet) => subnet.id),
      selector: props.selectors.map(({ namespace, labels }) =>
        defined({ namespace, labels: Object.keys(labels).length === 0 ? undefined : { ...labels } }),
      ),
      tags: Object.keys(tags).length === 0 ? undefined : { ...tags },
      dependsOn: before === undefined ? first : [before, ...role.permissions],
    });
    this.resource = new EksFargateProfile(this, "this", overrides.merge("profile", config));
    cluster.fargateProfiles.push(this.resource);
    cluster.stages.add("capacity", this.resource);
    overrides.end();
  }
}
