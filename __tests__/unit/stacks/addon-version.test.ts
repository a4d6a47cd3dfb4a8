import { expect, test } from "vitest";
import { Addon } from "../../../modules/index.ts";
import { at, ownCluster, ownStack, synthesized } from "../../support/own-stack.ts";

/** An add-on and the data of the stack. */
function addon(version?: string) {
  const stack = ownStack();
  new Addon(stack, "addon", { cluster: ownCluster(stack), name: "vpc-cni", version });
  const document = synthesized(stack);
  return {
    version: at(document, "aws_eks_addon.addon")["addon_version"],
    lookups: (document.data as Record<string, unknown>)["aws_eks_addon_version"],
  };
}

test("the latest version of an add-on is looked up for the cluster's version", () => {
  expect(addon("latest")).toEqual({
    version: "${data.aws_eks_addon_version.addon_latest.version}",
    lookups: { addon_latest: { addon_name: "vpc-cni", kubernetes_version: "1.35", most_recent: true } },
  });
});

test.for(["v1.20.4-eksbuild.2", undefined])("%s is looked up nowhere", (version) => {
  expect(addon(version)).toEqual({ version, lookups: undefined });
});
