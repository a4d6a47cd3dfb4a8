import { EksAccessEntry, type EksAccessEntryConfig } from "@cdktf/provider-aws/lib/eks-access-entry";
import {
  EksAccessPolicyAssociation,
  type EksAccessPolicyAssociationConfig,
} from "@cdktf/provider-aws/lib/eks-access-policy-association";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { EksCluster } from "../control-plane/eks-cluster.ts";
import type { AccessEntryType, AccessPolicySpec } from "../spec/access.ts";
import { defined } from "../spec/defined.ts";
import { awsEnvironment } from "../terraform/aws-environment.ts";
import { vacant } from "../terraform/fail.ts";
import { type Override, Overrides } from "../terraform/overrides.ts";
import { notTheCreator } from "./creator-collision.ts";
import { kubernetesIdentity } from "./identity.ts";

/** Resources of an access entry, for `override`; `association` holds for each policy. */
export interface AccessEntryResources {
  readonly entry: EksAccessEntryConfig;
  readonly association: EksAccessPolicyAssociationConfig;
}

export interface AccessEntryProps {
  readonly cluster: EksCluster;
  /** ARN of the IAM role or user. */
  readonly principalArn: string;
  /** @default "STANDARD" */
  readonly type?: AccessEntryType | undefined;
  /** Kubernetes groups of the principal. @default [] */
  readonly kubernetesGroups?: readonly string[];
  /** Kubernetes user name. @default - EKS makes one from the ARN */
  readonly userName?: string | undefined;
  /**
   * Kubernetes permissions that EKS defines.
   * @default []
   * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
   */
  readonly policies?: readonly AccessPolicySpec[];
  /** @default - the tags of the stack */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Last word on the arguments of a resource. @default - arguments as computed */
  readonly override?: Override<AccessEntryResources>;
}

/**
 * What an IAM principal may do in the cluster: `aws_eks_access_entry.<path>`,
 * `aws_eks_access_policy_association.<path>_<policy>`. What runs for the cluster's users waits for it.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
 */
export class AccessEntry extends Construct {
  readonly resource: EksAccessEntry;
  /** In the order of the policies. */
  readonly associations: readonly EksAccessPolicyAssociation[];
  /** What must exist before the principal can use the cluster. */
  readonly grants: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: AccessEntryProps) {
    super(vacant(scope, id), id);
    const overrides = new Overrides<AccessEntryResources>(this, props.override);
    const { cluster, principalArn, policies = [] } = props;
    const clusterName = cluster.resource.name;
    const precondition = notTheCreator(awsEnvironment(this).caller, {
      principalArn,
      clusterExists: cluster.exists,
    });
    const config: EksAccessEntryConfig = defined({
      clusterName,
      principalArn,
      type: props.type,
      ...kubernetesIdentity(props),
      tags: props.tags && { ...props.tags },
      lifecycle: cluster.creatorIsAdmin ? { precondition: [precondition] } : undefined,
    });
    this.resource = new EksAccessEntry(this, "this", overrides.merge("entry", config));
    this.associations = policies.map(({ policyArn, scope: where }) => {
      const name = policyArn.slice(policyArn.lastIndexOf("/") + 1);
      return new EksAccessPolicyAssociation(
        this,
        name,
        overrides.merge("association", {
          clusterName,
          principalArn: this.resource.principalArn,
          policyArn,
          accessScope:
            where.kind === "cluster"
              ? { type: "cluster" }
              : { type: "namespace", namespaces: [...where.namespaces] },
        }),
      );
    });
    this.grants = [this.resource, ...this.associations];
    cluster.stages.add("controllers", ...this.grants);
    overrides.end();
  }
}
