import { expect, test } from "vitest";
import { nearest } from "../nearest.ts";

const KNOWN = ["managedNodeGroups", "nodeGroups", "metadata", "vpc", "iam", "minSize", "maxSize"];

test.for([
  ["managedNodeGroup", "managedNodeGroups"],
  ["managed_node_groups", "managedNodeGroups"],
  ["nodegroups", "nodeGroups"],
  ["metdata", "metadata"],
  ["metadtaa", "metadata"],
  ["vcp", "vpc"],
  ["minsize", "minSize"],
  ["karpenter", undefined],
  ["", undefined],
  ["x".repeat(100_000), undefined],
])("%s is nearest to %s", ([word, meant]) => {
  expect(nearest(word!, KNOWN)).toBe(meant);
});
