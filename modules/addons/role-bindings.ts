import { TerraformResource } from "cdktf";
import type { EksCluster } from "../control-plane/eks-cluster.ts";

const ID = "addon_roles";

/**
 * Which add-ons have an IAM role at their service account (IRSA), in one resource of the cluster:
 * `terraform_data.<path>_addon_roles`.
 */
class RoleBindings extends TerraformResource {
  readonly #byName: Record<string, boolean> = {};

  constructor(cluster: EksCluster) {
    super(cluster, ID, { terraformResourceType: "terraform_data" });
    this.addOverride("input", this.#byName);
  }

  /** Reference to the entry of an add-on. */
  enter(addon: string, hasRole: boolean): string {
    this.#byName[addon] = hasRole;
    return `${this.terraformResourceType}.${this.friendlyUniqueId}.input.${addon}`;
  }
}

/**
 * For the `replaceTriggeredBy` of an add-on: EKS cannot be asked to take a role away from one. The request needs an empty
 * ARN, which EKS refuses, so an add-on that loses its role, or gets one again, is made anew.
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/30645
 */
export function renewedWhenRoleGoes(cluster: EksCluster, addon: string, hasRole: boolean): string {
  const made = cluster.node.tryFindChild(ID) as RoleBindings | undefined;
  return (made ?? new RoleBindings(cluster)).enter(addon, hasRole);
}
