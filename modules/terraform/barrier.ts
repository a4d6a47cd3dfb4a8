import { type ITerraformDependable, TerraformResource } from "cdktf";
import { Construct } from "constructs";

/**
 * A point in the graph that many resources wait for: `terraform_data.<path>`.
 *
 * Without it, `n` node groups that each wait for `m` routes, roles and add-ons make `n·m` edges, and Terraform's time
 * grows with them. On destroy it holds the other way round: what it waits for outlives what waits for it.
 * @see https://developer.hashicorp.com/terraform/language/resources/terraform-data
 */
export class Barrier extends Construct {
  readonly #resource: TerraformResource;

  constructor(scope: Construct, id: string, after: readonly ITerraformDependable[]) {
    super(scope, id);
    // Not cdktf's own DataResource: that one runs `terraform version` for every stack it is in.
    this.#resource = new TerraformResource(this, "this", {
      terraformResourceType: "terraform_data",
      dependsOn: [...after],
    });
  }

  /** For the `dependsOn` of whatever comes later. */
  get passed(): readonly ITerraformDependable[] {
    return [this.#resource];
  }
}
