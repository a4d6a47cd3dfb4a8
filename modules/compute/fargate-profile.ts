import { EksFargateProfile } from "@cdktf/provider-aws/lib/eks-fargate-profile";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

/** Pods that run on Fargate: those of a namespace that carry all the labels. `*` and `?` are wildcards. */
export interface FargateSelector {
  readonly namespace: string;
  /** At most five. @default {} */
  readonly labels?: Readonly<Record<string, string>>;
}

export interface FargateProfileProps {
  readonly clusterName: string;
  readonly name: string;
  readonly podExecutionRoleArn: string;
  /** Private subnets. */
  readonly subnetIds: readonly string[];
  /** One to five. */
  readonly selectors: readonly FargateSelector[];
  readonly tags?: Readonly<Record<string, string>>;
  /** EKS creates and deletes one profile at a time: name the previous one here. */
  readonly after: readonly ITerraformDependable[];
}

/** A Fargate profile. Everything but its tags is fixed at creation. @see https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html */
export class FargateProfile extends Construct {
  readonly resource: EksFargateProfile;

  constructor(scope: Construct, id: string, props: FargateProfileProps) {
    super(scope, id);
    this.resource = new EksFargateProfile(this, "this", {
      clusterName: props.clusterName,
      fargateProfileName: props.name,
      podExecutionRoleArn: props.podExecutionRoleArn,
      subnetIds: [...props.subnetIds],
      selector: props.selectors.map(({ namespace, labels }) => ({
        namespace,
        ...(labels !== undefined && { labels: { ...labels } }),
      })),
      ...(props.tags !== undefined && { tags: { ...props.tags } }),
      dependsOn: [...props.after],
    });
  }
}
