import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import type { ITerraformDependable, Precondition } from "cdktf";
import { Construct } from "constructs";

/** Kubernetes permissions that EKS defines. @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html */
export interface AccessPolicy {
  /** `arn:<partition>:eks::aws:cluster-access-policy/<name>`; the address ends in the name. */
  readonly policyArn: string;
  /** Namespaces it is limited to; `*` at the end matches any rest. @default - the whole cluster */
  readonly namespaces?: readonly string[];
}

export interface AccessEntryProps {
  readonly clusterName: string;
  /** ARN of the IAM role or user. */
  readonly principalArn: string;
  /** @default "STANDARD" */
  readonly type?: string;
  readonly kubernetesGroups?: readonly string[];
  readonly userName?: string;
  readonly policies?: readonly AccessPolicy[];
  readonly tags?: Readonly<Record<string, string>>;
  /** What must be true before the entry is made. @default - nothing */
  readonly precondition?: Precondition;
}

/** What an IAM principal may do in the cluster. @see https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html */
export class AccessEntry extends Construct {
  /** What must exist before the principal can use the cluster. */
  readonly grants: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: AccessEntryProps) {
    super(scope, id);
    const entry = new EksAccessEntry(this, "this", {
      clusterName: props.clusterName,
      principalArn: props.principalArn,
      ...(props.type !== undefined && { type: props.type }),
      ...(props.kubernetesGroups !== undefined && { kubernetesGroups: [...props.kubernetesGroups] }),
      ...(props.userName !== undefined && { userName: props.userName }),
      ...(props.tags !== undefined && { tags: { ...props.tags } }),
      ...(props.precondition !== undefined && { lifecycle: { precondition: [props.precondition] } }),
    });
    const associations = (props.policies ?? []).map(
      ({ policyArn, namespaces }) =>
        new EksAccessPolicyAssociation(this, policyArn.slice(policyArn.lastIndexOf("/") + 1), {
          clusterName: props.clusterName,
          principalArn: entry.principalArn,
          policyArn,
          accessScope:
            namespaces === undefined
              ? { type: "cluster" }
              : { type: "namespace", namespaces: [...namespaces] },
        }),
    );
    this.grants = [entry, ...associations];
  }
}
