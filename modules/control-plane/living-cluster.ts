import type { Precondition, TerraformResourceLifecycle } from "cdktf";
import type { ExistingCluster } from "../terraform/existing-cluster.ts";
import { term } from "../terraform/template.ts";
import { type Guard, NEVER_REPLACES } from "./guards.ts";

/**
 * Looks at plan at the cluster, if it exists, so that what EKS does not change is refused before anything else is changed.
 * @see https://developer.hashicorp.com/terraform/language/expressions/custom-conditions
 */
export class LivingCluster {
  readonly #preconditions: readonly Precondition[];

  constructor({ byName }: ExistingCluster, guards: readonly Guard[]) {
    this.#preconditions = guards.map((guard) => conditionOf(guard, `values(${byName})`));
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
