import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface RoleProps {
  /** At most 64 characters. */
  readonly name: string;
  /** Trust policy as JSON. */
  readonly trust: string;
  /** ARNs of managed policies; each address ends in the policy's own name. @default [] */
  readonly managedPolicyArns?: readonly string[];
  /** Inline policy documents as JSON, by name. @default {} */
  readonly inlinePolicies?: Readonly<Record<string, string>>;
  /** ARN of a managed policy that limits the role. @default - no boundary */
  readonly permissionsBoundary?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A role, made here or elsewhere. */
export interface RoleRef {
  readonly arn: string;
  /** What must exist before the role can do its work; nothing for a role that was made elsewhere. */
  readonly permissions: readonly ITerraformDependable[];
}

/** An IAM role with its policies: `aws_iam_role.<path>`, `aws_iam_role_policy_attachment.<path>_<policy>`. */
export class Role extends Construct implements RoleRef {
  readonly arn: string;
  readonly name: string;
  readonly permissions: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    const role = new IamRole(this, "this", {
      name: props.name,
      assumeRolePolicy: props.trust,
      ...(props.permissionsBoundary !== undefined && { permissionsBoundary: props.permissionsBoundary }),
      ...(props.tags !== undefined && { tags: { ...props.tags } }),
    });
    const attachments = (props.managedPolicyArns ?? []).map(
      (policyArn) =>
        new IamRolePolicyAttachment(this, policyArn.slice(policyArn.lastIndexOf("/") + 1), {
          role: role.name,
          policyArn,
        }),
    );
    const inline = Object.entries(props.inlinePolicies ?? {}).map(
      ([name, document]) => new IamRolePolicy(this, name, { name, role: role.name, policy: document }),
    );
    this.arn = role.arn;
    this.name = role.name;
    this.permissions = [...attachments, ...inline];
  }
}
