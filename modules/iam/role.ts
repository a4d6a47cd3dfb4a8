import { IamRole, type IamRoleConfig } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { type ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { arnKeys } from "../aws/arn-keys.ts";
import { defined } from "../spec/defined.ts";
import { fail, vacant } from "../terraform/fail.ts";
import { GOES_LAST } from "../terraform/goes-last.ts";
import { type Override, Overrides } from "../terraform/overrides.ts";

/** Resources of a role, for `override`. */
export interface RoleResources {
  readonly role: IamRoleConfig;
}

export interface RoleProps {
  /** At most 64 characters. */
  readonly name: string;
  /** Trust policy as JSON. */
  readonly trust: string;
  /** ARNs of managed policies; each address ends in the policy's own name. @default [] */
  readonly managedPolicyArns?: readonly string[] | undefined;
  /**
   * ARNs of managed policies that Terraform makes, by the name in which each address ends; ARNs in plain text can stand in
   * `managedPolicyArns`.
   * @default {}
   */
  readonly policyArns?: Readonly<Record<string, string>> | undefined;
  /** Inline policy documents as JSON, by name. @default {} */
  readonly inlinePolicies?: Readonly<Record<string, string>> | undefined;
  /** ARN of a managed policy that limits the role. @default - no boundary */
  readonly permissionsBoundary?: string | undefined;
  /** @default - the tags of the stack */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Last word on the arguments of a resource. @default - arguments as computed */
  readonly override?: Override<RoleResources> | undefined;
}

/** A role, made here or elsewhere. */
export interface RoleRef {
  readonly arn: string;
  /** What must exist before the role can do its work; nothing for a role that was made elsewhere. */
  readonly permissions: readonly ITerraformDependable[];
}

/** A role that exists. */
export const givenRole = (arn: string): RoleRef => ({ arn, permissions: [] });

/**
 * An IAM role with its policies: `aws_iam_role.<path>`, `aws_iam_role_policy_attachment.<path>_<policy>`,
 * `aws_iam_role_policy.<path>_<policy>`.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role
 */
export class Role extends Construct implements RoleRef {
  readonly arn: string;
  readonly name: string;
  readonly permissions: readonly ITerraformDependable[];
  readonly resource: IamRole;

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(vacant(scope, id), id);
    const overrides = new Overrides<RoleResources>(this, props.override);
    const { managedPolicyArns = [], policyArns = {}, inlinePolicies = {} } = props;
    if (managedPolicyArns.some((arn) => Token.isUnresolved(arn)))
      fail(
        this,
        "managedPolicyArns: one is a reference, from which no Terraform address can be made; plain texts are allowed; give it in policyArns under a name",
      );
    const config: IamRoleConfig = defined({
      name: props.name,
      assumeRolePolicy: props.trust,
      permissionsBoundary: props.permissionsBoundary,
      tags: props.tags && { ...props.tags },
    });
    this.resource = new IamRole(this, "this", overrides.merge("role", { ...config, lifecycle: GOES_LAST }));
    const role = this.resource.name;
    const keys = arnKeys(managedPolicyArns);
    const attached = [
      ...managedPolicyArns.map((arn, index) => [keys[index]!, arn] as const),
      ...Object.entries(policyArns),
    ];
    const attachments = attached.map(
      ([key, policyArn]) =>
        new IamRolePolicyAttachment(vacant(this, key), key, { role, policyArn, lifecycle: GOES_LAST }),
    );
    const inline = Object.entries(inlinePolicies).map(
      ([name, document]) =>
        new IamRolePolicy(this, name, { name, role, policy: document, lifecycle: GOES_LAST }),
    );
    this.arn = this.resource.arn;
    this.name = role;
    this.permissions = [...attachments, ...inline];
    overrides.end();
  }
}
