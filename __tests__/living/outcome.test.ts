import { expect, test } from "vitest";
import { describeTouches, effectOf, faultOf, refusal, type Touch, touches } from "./outcome.ts";

const touch = (sign: Touch["sign"], type: string, ...changed: readonly string[]): Touch => ({
  address: `${type}.one`,
  type,
  sign,
  changed,
});

test.for<readonly [readonly Touch[], effect: string, fault: string | undefined]>([
  [[], "nothing", undefined],
  [[touch("~", "aws_eks_node_group", "labels")], "in place", undefined],
  [[touch("+", "aws_eks_addon"), touch("-", "aws_iam_role")], "in place", undefined],
  [
    [touch("~", "aws_eks_node_group", "launch_template"), touch("~", "aws_launch_template")],
    "rolls nodes",
    undefined,
  ],
  [[touch("+/-", "aws_eks_node_group", "capacity_type")], "replaces", undefined],
  [[touch("-/+", "aws_eks_fargate_profile", "selector")], "replaces", undefined],
  [[touch("-/+", "aws_eks_node_group")], "replaces", "aws_eks_node_group goes before the new one stands"],
  [[touch("+/-", "aws_eks_cluster")], "replaces", "aws_eks_cluster is replaced"],
])("%j is %s, fault: %s", ([all, effect, fault]) => {
  expect(effectOf(all)).toBe(effect);
  expect(faultOf(all)).toBe(fault);
});

test("a plan is read: arguments that change, of a replacement those that force it, tags once, no data sources", () => {
  const plan = `
Terraform will perform the following actions:

  # data.a.b will be read during apply
  <= data "a" "b" {
    }

  # a.one will be updated in-place
  ~ resource "a" "one" {
        id   = "1"
      ~ size = 1 -> 2
      ~ tags_all = {
          + "team" = "one"
        }

      ~ launch_template {
          ~ version = "1" -> (known after apply)
        }
    }

  # a.two must be replaced
+/- resource "a" "two" {
      ~ arn  = "x" -> (known after apply)
      ~ selector {
          ~ namespace = "a" -> "b" # forces replacement
        }
    }

  # a.three will be destroyed
  # (because a.three is not in configuration)
  - resource "a" "three" {
      - id = "3" -> null
    }

Plan: 1 to add, 1 to change, 2 to destroy.
`;
  expect(touches(plan).map(({ address }) => address)).toEqual(["a.one", "a.two", "a.three"]);
  expect(describeTouches(touches(plan))).toBe("+/-a(selector) -a ~a(launch_template,size)");
  expect(touches("No changes. Your infrastructure matches the configuration.")).toEqual([]);
});

test("a message of a precondition is a refusal, anything else a failure", () => {
  const refused = `│ Error: Resource precondition failed
│
│   on cdk.tf.json line 1, in resource.aws_eks_cluster.cluster:
│
│ Cluster demo runs Kubernetes 1.34 and
│ its file says 1.33.
`;
  const [, message] = ["", "Cluster demo runs Kubernetes 1.34 and its file says 1.33."];
  expect(refusal(refused)).toEqual({ kind: "refused", by: message });
  expect(refusal(`${refused}\n│ Error: Cycle: a, b\n`).kind).toBe("fails");
  expect(refusal("│ Error: Cycle: a, b\n")).toEqual({ kind: "fails", message: "Cycle: a, b" });
});
