import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

/** A role that pods of the add-on take through EKS Pod Identity. */
export interface AddonPodIdentity {
  readonly serviceAccount: string;
  readonly roleArn: string;
}

export interface AddonProps {
  readonly clusterName: string;
  /** Name as EKS knows it, for example `vpc-cni`. */
  readonly name: string;
  /** Full version, for example `v1.20.4-eksbuild.2`. @default - EKS's default for the cluster's version */
  readonly version?: string;
  /** Settings as JSON. @default - the add-on's own */
  readonly configurationValues?: string;
  /** What an update does with fields that somebody changed in the cluster. @default "OVERWRITE" */
  readonly resolveConflictsOnUpdate?: "NONE" | "OVERWRITE" | "PRESERVE";
  /** IAM role for the add-on's service account (IRSA). @default - none */
  readonly serviceAccountRoleArn?: string;
  /** @default [] */
  readonly podIdentities?: readonly AddonPodIdentity[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly after: readonly ITerraformDependable[];
}

/** An EKS add-on. @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_addon */
export class Addon extends Construct {
  readonly resource: EksAddon;

  constructor(scope: Construct, id: string, props: AddonProps) {
    super(scope, id);
    const { podIdentities = [] } = props;
    this.resource = new EksAddon(this, "this", {
      clusterName: props.clusterName,
      addonName: props.name,
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: props.resolveConflictsOnUpdate ?? "OVERWRITE",
      ...(props.version !== undefined && { addonVersion: props.version }),
      ...(props.configurationValues !== undefined && { configurationValues: props.configurationValues }),
      ...(props.serviceAccountRoleArn !== undefined && {
        serviceAccountRoleArn: props.serviceAccountRoleArn,
      }),
      ...(podIdentities.length > 0 && { podIdentityAssociation: podIdentities.map((one) => ({ ...one })) }),
      ...(props.tags !== undefined && { tags: { ...props.tags } }),
      dependsOn: [...props.after],
    });
  }
}
