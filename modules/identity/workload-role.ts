import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { EksCluster } from "../control-plane/eks-cluster.ts";
import { policiesOf } from "../iam/permissions.ts";
import { trustPodIdentity, trustServiceAccount } from "../iam/policy.ts";
import { Role, type RoleRef, type RoleResources } from "../iam/role.ts";
import { defined } from "../spec/defined.ts";
import type { PermissionsSpec } from "../spec/permissions.ts";
import type { WorkloadIdentitySpec } from "../spec/workload-identity.ts";
import { awsEnvironment } from "../terraform/aws-environment.ts";
import { fail, vacant } from "../terraform/fail.ts";
import type { Override } from "../terraform/overrides.ts";

export interface WorkloadRoleProps {
  readonly cluster: EksCluster;
  /** Name of the role, at most 64 characters. */
  readonly name: string;
  /** How pods take the role: `pod-identity` needs the add-on eks-pod-identity-agent, `irsa` the cluster's OpenID Connect provider. */
  readonly via: WorkloadIdentitySpec["via"];
  /** Who may take the role by IRSA; with pod identity the association says it. */
  readonly serviceAccount: WorkloadIdentitySpec["serviceAccount"];
  /** @default - none */
  readonly permissions?: Partial<PermissionsSpec> | undefined;
  /** ARNs of managed policies that Terraform makes, by the name in which each address ends. @default {} */
  readonly policyArns?: Readonly<Record<string, string>> | undefined;
  /** ARN of a managed policy that limits the role. @default - no boundary */
  readonly permissionsBoundary?: string | undefined;
  /** @default - the tags of the stack */
  readonly tags?: Readonly<Record<string, string>>;
  /** Last word on the arguments of a resource. @default - arguments as computed */
  readonly override?: Override<RoleResources>;
}

/**
 * A role that pods of the cluster take: `aws_iam_role.<path>`.
 * @throws UserError for IRSA in a cluster without OpenID Connect provider, or for a service account without namespace
 * @see https://docs.aws.amazon.com/eks/latest/userguide/service-accounts.html
 */
export class WorkloadRole extends Construct implements RoleRef {
  readonly arn: string;
  readonly name: string;
  readonly permissions: readonly ITerraformDependable[];
  readonly role: Role;

  constructor(scope: Construct, id: string, props: WorkloadRoleProps) {
    super(vacant(scope, id), id);
    const environment = awsEnvironment(this);
    this.role = new Role(this, "this", {
      name: props.name,
      trust: props.via === "irsa" ? this.#trustIrsa(props) : trustPodIdentity(environment.accountId),
      ...policiesOf(props.permissions ?? {}, environment),
      policyArns: props.policyArns,
      permissionsBoundary: props.permissionsBoundary,
      tags: props.tags,
      override: props.override,
    });
    this.arn = this.role.arn;
    this.name = this.role.name;
    this.permissions = this.role.permissions;
  }

  #trustIrsa({ cluster, serviceAccount }: WorkloadRoleProps): string {
    const { oidcProvider } = cluster;
    if (oidcProvider === undefined)
      fail(
        this,
        `the cluster ${cluster.name} has no OpenID Connect provider, by which service accounts take roles (IRSA); set oidcProvider: true, or via: "pod-identity"`,
      );
    if (serviceAccount !== "any" && serviceAccount.namespace === undefined)
      fail(
        this,
        `the service account ${serviceAccount.name} is given without its namespace; IRSA trusts one account of one namespace; give both`,
      );
    return trustServiceAccount({
      providerArn: oidcProvider.arn,
      issuer: oidcProvider.issuer,
      ...defined({
        subject:
          serviceAccount === "any"
            ? undefined
            : { namespace: serviceAccount.namespace!, serviceAccount: serviceAccount.name },
      }),
    });
  }
}
