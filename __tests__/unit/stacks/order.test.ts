import { beforeAll, describe, expect, test } from "vitest";
import { DependencyGraph } from "../../support/graph.ts";
import { specOf, synthFile, synthSpec } from "../../support/synth-cluster.ts";
import { CLUSTER_FILES } from "../../support/synthesize.ts";

/**
 * What must exist before what. Terraform destroys in the opposite order, so each line is also a promise about the end.
 * Both sides are patterns; every address that matches the left one needs every address that matches the right one.
 */
const ORDER: readonly (readonly [string, RegExp, RegExp])[] = [
  [
    "the cluster needs its role's policies (R-13)",
    /^aws_eks_cluster\./,
    /^aws_iam_role_policy.*\.cluster_role_/,
  ],
  [
    "the cluster needs its log group (R-18)",
    /^aws_eks_cluster\./,
    /^aws_cloudwatch_log_group\.cluster_log_group$/,
  ],
  ["the cluster needs the key", /^aws_eks_cluster\./, /^aws_kms_key\./],
  ["add-ons need the cluster", /^aws_eks_addon\./, /^aws_eks_cluster\./],
  [
    "the CNI needs its role's policies (R-33)",
    /^aws_eks_addon\.addon_vpc-cni/,
    /^aws_iam_role_policy_attachment\.addon_vpc-cni/,
  ],
  [
    "nodes need the add-ons that let them join (R-08)",
    /^aws_eks_(node_group|fargate_profile)\./,
    /^aws_eks_addon\.addon_(vpc-cni|kube-proxy|eks-pod-identity-agent)$/,
  ],
  [
    "nodes need routes and NAT (R-05)",
    /^aws_eks_(node_group|fargate_profile)\./,
    /^aws_(route|nat_gateway|route_table_association)\./,
  ],
  [
    "nodes need their role's policies (R-33)",
    /^aws_eks_node_group\./,
    /^aws_iam_role_policy_attachment\.(node_role|addon_vpc-cni)/,
  ],
  [
    "Fargate needs its role's policy",
    /^aws_eks_fargate_profile\./,
    /^aws_iam_role_policy_attachment\.fargate_role/,
  ],
  [
    "Deployments wait for capacity (R-09)",
    /^aws_eks_addon\.addon_(coredns|metrics-server)$/,
    /^aws_eks_(node_group|fargate_profile)\./,
  ],
  [
    "the bootstrap comes after add-ons and access (R-17)",
    /^null_resource\.bootstrap_(?!preflight)/,
    /^aws_eks_(addon|access_policy_association)\./,
  ],
  ["the first AWS object waits for the preflight (T-18)", /^aws_/, /^null_resource\.bootstrap_preflight$/],
];

describe("what must exist before what", () => {
  let graph: DependencyGraph;
  beforeAll(() => {
    graph = new DependencyGraph(synthFile("clusters/demo.yaml"));
  });

  test.for(ORDER)("%s", ([, later, earlier]) => {
    const needed = graph.addresses(earlier);
    const needing = graph.addresses(later);
    expect(needed).not.toEqual([]);
    expect(needing).not.toEqual([]);
    for (const address of needing)
      expect([...graph.before(address)]).toEqual(expect.arrayContaining([...needed]));
  });

  test("nothing waits for a clock", () => {
    expect(graph.addresses(/time_sleep/)).toEqual([]);
  });

  test.for(CLUSTER_FILES)(
    "every AWS object of %s waits for the preflight, which waits for nothing",
    (file) => {
      const all = new DependencyGraph(synthFile(file));
      const ungated = all
        .addresses(/^aws_/)
        .filter((address) => !all.before(address).has("null_resource.bootstrap_preflight"));
      expect(ungated).toEqual([]);
      expect([...all.before("null_resource.bootstrap_preflight")]).toEqual([]);
    },
  );

  test("no data source waits for the preflight, or it would be read at apply only", () => {
    expect(JSON.stringify(synthFile("clusters/demo.yaml").data)).not.toContain("preflight");
  });

  test("Fargate profiles come one after another (R-49)", () => {
    const chained = new DependencyGraph(synthFile("examples/fargate.yaml"));
    const profiles = chained.addresses(/^aws_eks_fargate_profile\./);
    expect(profiles.length).toBeGreaterThan(2);
    const positions = profiles.map(
      (address) => profiles.filter((other) => chained.before(address).has(other)).length,
    );
    expect(positions.sort()).toEqual(profiles.map((_, index) => index));
  });

  test("edges grow by a constant for each node group", () => {
    const spec = specOf("clusters/demo.yaml");
    const group = spec.nodeGroups[0]!;
    const edges = (count: number) =>
      new DependencyGraph(
        synthSpec({
          ...spec,
          nodeGroups: Array.from({ length: count }, (_, index) => ({
            ...group,
            name: `group-${index}`,
          })),
        }),
      ).size;
    expect(edges(6) - edges(4)).toBe(edges(4) - edges(2));
    expect((edges(4) - edges(2)) / 2).toBeLessThanOrEqual(10);
  });
});
