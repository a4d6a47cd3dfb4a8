import { DataAwsEksNodeGroup } from "@cdktf/provider-aws/lib/data-aws-eks-node-group";
import { DataAwsEksNodeGroups } from "@cdktf/provider-aws/lib/data-aws-eks-node-groups";
import { Construct } from "constructs";
import type { EksCluster } from "../control-plane/eks-cluster.ts";

const ID = "node_group_sizes";

export interface SizeQuestion {
  /** What EKS knows the group by, up to a suffix of the provider's. */
  readonly name: string | { readonly prefix: string };
  /** `Name` tag of the group, where names that are cut are told apart by it. */
  readonly nameTag?: string | undefined;
  readonly min: number;
  readonly max: number;
  /** For a group that does not exist yet. */
  readonly desired: number;
}

/**
 * How many nodes the groups of a cluster have at plan; none of a cluster that does not exist. The number is an autoscaler's,
 * and EKS refuses limits that it does not lie between.
 */
export class RunningSizes extends Construct {
  readonly #groups: DataAwsEksNodeGroup;

  constructor(cluster: EksCluster) {
    super(cluster, ID);
    const names = new DataAwsEksNodeGroups(this, "names", { clusterName: "${each.key}" });
    names.addOverride("for_each", `\${toset(${cluster.exists} ? [${JSON.stringify(cluster.name)}] : [])}`);
    this.#groups = new DataAwsEksNodeGroup(this, "this", {
      clusterName: cluster.name,
      nodeGroupName: "${each.key}",
    });
    this.#groups.addOverride(
      "for_each",
      `\${toset(flatten([for one in values(${names.fqn}) : tolist(one.names)]))}`,
    );
  }

  static of(cluster: EksCluster): RunningSizes {
    return (cluster.node.tryFindChild(ID) as RunningSizes | undefined) ?? new RunningSizes(cluster);
  }

  /**
   * Expression for the size that a group is to have: the one that it has, moved between its limits. A group that is made in
   * place of another gets as many nodes as that one has.
   */
  desired({ name, nameTag, min, max, desired }: SizeQuestion): string {
    const groups = this.#groups.fqn;
    const pattern = JSON.stringify(typeof name === "string" ? `^${name}$` : `^${name.prefix}[0-9a-f]{26}$`);
    const isTagged =
      nameTag === undefined ? "" : ` && lookup(one.tags, "Name", "") == ${JSON.stringify(nameTag)}`;
    const sizes = `[for one in values(${groups}) : one.scaling_config[0].desired_size if can(regex(${pattern}, one.node_group_name))${isTagged}]`;
    return `\${max(${min}, min(${max}, try(max(${sizes}...), ${desired})))}`;
  }
}
