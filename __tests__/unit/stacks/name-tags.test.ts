import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { expect, test } from "vitest";
import { at, ownStack, synthesized } from "../../support/own-stack.ts";

const addon = (scope: Construct, id: string, tags: Record<string, string> = {}) =>
  new EksAddon(scope, id, { clusterName: "a", addonName: "b", tags });

test.for<readonly [readonly string[], string]>([
  [["a"], "own/a"],
  [["a", "b"], "own/a/b"],
  [["a", "this"], "own/a"],
  [["a", "this", "b", "this", "this"], "own/a/b"],
  [["a", "thisone"], "own/a/thisone"],
])("a resource with the path %j is called %s", ([ids, name]) => {
  const stack = ownStack();
  const scope = ids.slice(0, -1).reduce<Construct>((place, id) => new Construct(place, id), stack);
  addon(scope, ids.at(-1)!);
  const [body] = Object.values(synthesized(stack).resource["aws_eks_addon"]!);
  expect(body?.["tags"]).toEqual({ Name: name });
});

test("a name of its own wins, other tags stay, and what can carry no tags gets none", () => {
  const stack = ownStack();
  addon(stack, "named", { Name: "mine", team: "a" });
  new IamRolePolicyAttachment(stack, "plain", { role: "a", policyArn: "b" });
  const json = synthesized(stack);
  expect(at(json, "aws_eks_addon.named")["tags"]).toEqual({ Name: "mine", team: "a" });
  expect(at(json, "aws_iam_role_policy_attachment.plain")).not.toHaveProperty("tags");
});
