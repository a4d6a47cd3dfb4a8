import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { DataAwsEksClusters } from "@cdktf/provider-aws/lib/data-aws-eks-clusters";
import type { Precondition, TerraformResourceLifecycle } from "cdktf";
import { Construct } from "constructs";
import { term } from "../terraform/template.ts";
import { type Guard, NEVER_REPLACES } from "./guards.ts";

export interface LivingClusterProps {
  readonly clusterName: string;
  readonly guards: readonly Guard[];
}

/**
 * Looks at plan at the cluster, if it exists, so that what EKS does not change is refused before anything else is changed.
 * @see https://developer.hashicorp.com/terraform/language/expressions/custom-conditions
 */
export class LivingCluster extends Construct {
  /** Expression that is true when the cluster exists already; known at plan. */
  readonly exists: string;
  readonly #preconditions: readonly Precondition[];

  constructor(scope: Construct, id: string, { clusterName, guards }: LivingClusterProps) {
    super(scope, id);
    // A look at a cluster that doesn't exist would be an error; one at the list of all clusters never is.
    const names = new DataAwsEksClusters(this, "names", {});
    this.exists = `contains(${names.fqn}.names, ${JSON.stringify(clusterName)})`;
    const current = new DataAwsEksCluster(this, "current", { name: "${each.key}" });
    current.addOverride(
      "for_each",
      `\${setintersection(${names.fqn}.names, [${JSON.stringify(clusterName)}])}`,
    );
    this.#preconditions = guards.map((guard) => conditionOf(guard, `values(${current.fqn})`));
  }

  /**
   * A cluster's lifecycle, with a condition for each guard, so that all that fail are told at once. What they refuse is
   * ignored besides: a role that somebody deleted has no ARN at plan, and the cluster is not to be replaced for that.
   * @param more conditions of other parts of the cluster
   */
  guarded(
    lifecycle: TerraformResourceLifecycle = {},
    ...more: readonly Precondition[]
  ): TerraformResourceLifecycle {
    const { ignoreChanges = [], precondition: own = [] } = lifecycle;
    return {
      ...lifecycle,
      ignoreChanges: ignoreChanges === "all" ? "all" : [...ignoreChanges, ...NEVER_REPLACES],
      precondition: [...own, ...this.#preconditions, ...more],
    };
  }
}

/** A guard in Terraform's language. */
function conditionOf({ living, allowed, sentence }: Guard, clusters: string): Precondition {
  return {
    condition: `\${alltrue([for living in ${clusters} : contains([${allowed.map(term).join(", ")}], ${living})])}`,
    errorMessage: sentence(`\${join("", [for living in ${clusters} : ${living}])}`),
  };
}
