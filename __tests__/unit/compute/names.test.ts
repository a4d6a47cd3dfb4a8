import { expect, test } from "vitest";
import { ManagedNodeGroup } from "../../../modules/index.ts";
import { at, ownCluster, ownStack, synthesized } from "../../support/own-stack.ts";

function namesOf(clusterName: string, name: string) {
  const stack = ownStack();
  const cluster = ownCluster(stack, { name: clusterName });
  new ManagedNodeGroup(stack, "group", { cluster, name });
  const json = synthesized(stack);
  return {
    template: at(json, "aws_launch_template.group_launch_template")["name"] as string,
    prefix: at(json, "aws_eks_node_group.group")["node_group_name_prefix"] as string,
  };
}

test("launch templates of an account have different names, whatever hyphens clusters and groups have", () => {
  expect(namesOf("a", "b-c").template).not.toBe(namesOf("a-b", "c").template);
  expect(namesOf("demo", "system").template).toBe("eksplan/demo/system");
});

test("the longest names fit, and stay different", () => {
  const [cluster, group] = ["c".repeat(100), "g".repeat(62)];
  const one = namesOf(cluster, `${group}1`);
  const other = namesOf(cluster, `${group}2`);
  for (const { template, prefix } of [one, other]) {
    expect(template).toMatch(/^[a-zA-Z0-9().\-/_]{3,128}$/);
    // The provider's limit for a prefix; what it fills up makes the names different.
    expect(prefix.length).toBeLessThanOrEqual(37);
  }
  expect(one.template).not.toBe(other.template);
});
