import { expect, test } from "vitest";
import { judge } from "../../../modules/config/judge.ts";

const told = (text: string) =>
  judge(text, "a.yaml").issues.map(
    ({ code, line, column, message }) => `${line}:${column} ${code} ${message}`,
  );

test.for([
  ["apiVersion: v1\nkind: ConfigMap\ndata: {x: y}\n", "2:7", "a ConfigMap of v1"],
  ["apiVersion: karpenter.sh/v1\nkind: NodePool\nspec: {}\n", "2:7", "a NodePool of karpenter.sh/v1"],
  ["# plays\n- hosts: localhost\n  tasks: []\n", "2:1", "an Ansible playbook"],
] as const)("%j is told in one line", ([text, place, what]) => {
  expect(told(text)).toEqual([
    expect.stringMatching(`^${place} EKS0325 this is ${what}, not a ClusterConfig; .*; move it `),
  ]);
});

test.for([
  "apiVersion: eksctl.io/v1alpha4\nkind: ClusterConfig\n",
  "apiVersion: eksctl.io/v1alpha5\nkind: Clusterconfig\n",
  "apiVersion: v1\nkind: ClusterConfig\n",
  "kind: ConfigMap\n",
  "- a\n",
])("%j is a cluster file with mistakes", (text) => {
  expect(told(text)).not.toEqual([]);
  expect(told(text).join()).not.toContain("EKS0325");
});
