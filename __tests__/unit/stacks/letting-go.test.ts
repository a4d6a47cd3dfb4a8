import { describe, expect, test } from "vitest";
import { Addon, ManagedNodeGroup } from "../../../modules/index.ts";
import { at, ownCluster, ownStack, synthesized } from "../../support/own-stack.ts";
import { synthFile } from "../../support/synth-cluster.ts";
import { CLUSTER_FILES } from "../../support/synthesize.ts";

/** Resources that others use without a replacement of their own when these go. */
const USED =
  /^aws_(?:iam_role|iam_role_policy|iam_role_policy_attachment|iam_openid_connect_provider|kms_key)$/;

describe("who uses something lets go of it before it is deleted", () => {
  test.for(CLUSTER_FILES)("in %s roles, policies, keys and providers go last", (file) => {
    const first = Object.entries(synthFile(file).resource).flatMap(([type, byName]) =>
      USED.test(type)
        ? Object.entries(byName).flatMap(([name, { lifecycle }]) =>
            (lifecycle as { create_before_destroy?: boolean } | undefined)?.create_before_destroy === true
              ? []
              : [`${type}.${name}`],
          )
        : [],
    );
    expect(first).toEqual([]);
  });

  test("a late add-on that loses its role is made anew, an early one stays", () => {
    const stack = ownStack();
    const cluster = ownCluster(stack);
    const role = { kind: "given", arn: "arn:aws:iam::111122223333:role/driver" } as const;
    for (const name of ["vpc-cni", "coredns"]) new Addon(stack, name, { cluster, name });
    const identity = { via: "irsa", serviceAccount: "any", role } as const;
    new Addon(stack, "driver", {
      cluster,
      name: "aws-ebs-csi-driver",
      credentials: { kind: "irsa", identity },
    });
    const document = synthesized(stack);
    expect(at(document, "terraform_data.cluster_addon_roles")["input"]).toEqual({
      "aws-ebs-csi-driver": true,
      coredns: false,
    });
    expect(at(document, "aws_eks_addon.driver")["lifecycle"]).toEqual({
      replace_triggered_by: ["terraform_data.cluster_addon_roles.input.aws-ebs-csi-driver"],
    });
    expect(at(document, "aws_eks_addon.vpc-cni")).not.toHaveProperty("lifecycle");
  });
});

test("the size of a group is the one that runs, between its limits", () => {
  const stack = ownStack();
  new ManagedNodeGroup(stack, "nodes", {
    cluster: ownCluster(stack),
    name: "nodes",
    scaling: { min: 2, max: 5, desired: 3 },
  });
  const group = at(synthesized(stack), "aws_eks_node_group.nodes");
  expect(group["lifecycle"]).toEqual({ create_before_destroy: true });
  expect(group["scaling_config"]).toMatchObject({ min_size: 2, max_size: 5 });
  expect((group["scaling_config"] as { desired_size: string }).desired_size).toMatch(
    /^\$\{max\(2, min\(5, try\(max\(\[for one in values\(data\.aws_eks_node_group\.cluster_node_group_sizes\).*"\^nodes-\[0-9a-f\]\{26\}\$".*\]\.\.\.\), 3\)\)\)\}$/,
  );
});

test("volumes that have no throughput, which the provider would keep, get a template of their own", () => {
  const stack = ownStack();
  const cluster = ownCluster(stack);
  const gp2 = { deviceName: "/dev/xvda", size: 80, type: "gp2" };
  const gp3 = { ...gp2, type: "gp3", iops: 3000, throughput: 125 };
  for (const [name, volumes] of Object.entries({ none: [], gp3: [gp3], gp2: [gp2], both: [gp3, gp2] }))
    new ManagedNodeGroup(stack, name, { cluster, name: "nodes", instance: { volumes } });
  const templates = Object.values(synthesized(stack).resource["aws_launch_template"] ?? {});
  expect(templates.map(({ name }) => name)).toEqual([
    "eksplan/own/nodes/no-throughput-1",
    "eksplan/own/nodes/no-throughput-0",
    "eksplan/own/nodes",
    "eksplan/own/nodes",
  ]);
});
