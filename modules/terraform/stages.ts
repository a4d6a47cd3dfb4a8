import { dependable, type ITerraformDependable, TerraformResource } from "cdktf";
import { Construct } from "constructs";

/**
 * The order in which a cluster comes into being: what nodes need, nodes, what runs for the cluster's users, and what they
 * run. On destroy it holds the other way round.
 */
const STAGES = ["prerequisites", "capacity", "controllers", "workloads"] as const;

export type Stage = (typeof STAGES)[number];

/**
 * The points in the graph between the stages: `terraform_data.<path>_<stage>`, complete when everything of the stage and of
 * those before it is.
 *
 * Without them, `n` node groups that each wait for `m` routes, roles and add-ons make `n·m` edges, and Terraform's time
 * grows with them.
 * @see https://developer.hashicorp.com/terraform/language/resources/terraform-data
 */
export class Stages extends Construct {
  readonly #parts = new Map<Stage, string[]>();
  readonly #barriers = new Map<Stage, TerraformResource>();

  /** Makes a stage wait for parts of it. */
  add(stage: Stage, ...parts: readonly ITerraformDependable[]): void {
    this.#partsOf(stage).push(...parts.map(dependable));
  }

  /** For the `dependsOn` of whatever comes after a stage. */
  after(stage: Stage): readonly ITerraformDependable[] {
    const known = this.#barriers.get(stage);
    if (known !== undefined) return [known];
    const before = STAGES[STAGES.indexOf(stage) - 1];
    const barrier = new TerraformResource(this, stage, {
      // Not cdktf's own DataResource: that one runs `terraform version` for every stack it is in.
      terraformResourceType: "terraform_data",
    });
    this.#barriers.set(stage, barrier);
    if (before !== undefined) this.add(stage, ...this.after(before));
    // The list itself, not a copy: parts that are added later are waited for too.
    barrier.dependsOn = this.#partsOf(stage);
    return [barrier];
  }

  #partsOf(stage: Stage): string[] {
    const parts = this.#parts.get(stage) ?? [];
    this.#parts.set(stage, parts);
    return parts;
  }
}
