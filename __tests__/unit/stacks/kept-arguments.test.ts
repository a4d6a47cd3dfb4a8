import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { parseVerdicts } from "../../../commands/docs/verdicts.ts";
import { AccessEntry, Addon, FargateProfile, ManagedNodeGroup } from "../../../modules/index.ts";
import { ownCluster, ownStack, synthesized } from "../../support/own-stack.ts";
import { type StackJson, synthFile } from "../../support/synth-cluster.ts";
import { CLUSTER_FILES } from "../../support/synthesize.ts";

/**
 * Arguments that the provider leaves as they are when they are no longer given, with why that is right here. Everything else
 * of their kind is always sent: what is taken out of a file returns to its default.
 */
const LEFT_OUT: Readonly<Record<string, string>> = {
  "aws_eks_access_entry.kubernetes_groups": "always sent for people; groups of nodes are EKS's own",
  "aws_eks_access_entry.user_name": "always sent for people; names of nodes are EKS's own",
  "aws_eks_addon.addon_version":
    "a version that is no longer pinned stays: EKS's default may be older, and add-ons do not go back",
  "aws_eks_cluster.vpc_config.public_access_cidrs": "sent wherever there is a public endpoint",
  "aws_eks_cluster.encryption_config":
    "cannot be taken away: its absence plans a replacement, which is refused",
  "aws_eks_cluster.kubernetes_network_config": "fixed for the life of the cluster",
  "aws_eks_node_group.release_version": "nodes stay at the release until version or template change",
  "aws_eks_node_group.node_group_name": "the name or its prefix; a change of either replaces the group",
  "aws_eks_node_group.node_group_name_prefix":
    "the name or its prefix; a change of either replaces the group",
  "aws_launch_template.monitoring": "each version of a template is made from what is given",
  "aws_subnet.availability_zone": "a zone by name or by id; a change replaces the subnet",
  "aws_subnet.availability_zone_id": "a zone by name or by id; a change replaces the subnet",
};

const Kept = z.object({
  types: z.record(z.string(), z.object({ arguments: z.array(z.string()), blocks: z.array(z.string()) })),
});
const { types } = Kept.parse(
  JSON.parse(readFileSync(new URL("data/kept-arguments.json", import.meta.url), "utf8")),
);
const kept = Object.entries(types).flatMap(([type, { arguments: attributes, blocks }]) =>
  [...attributes, ...blocks].map((argument) => ({ type, argument })),
);

/** Constructs that are told nothing but what they must be. */
function bareProgram(): StackJson {
  const stack = ownStack();
  const cluster = ownCluster(stack, { logs: { types: ["api"], retentionInDays: 0 } });
  new Addon(stack, "addon", { cluster, name: "coredns" });
  new AccessEntry(stack, "access", { cluster, principalArn: "arn:aws:iam::111122223333:role/dev" });
  new AccessEntry(stack, "edge", {
    cluster,
    principalArn: "arn:aws:iam::111122223333:role/edge",
    type: "HYBRID_LINUX",
  });
  new ManagedNodeGroup(stack, "nodes", { cluster, name: "nodes" });
  new FargateProfile(stack, "fargate", {
    cluster,
    name: "fargate",
    selectors: [{ namespace: "a", labels: {} }],
  });
  return synthesized(stack);
}

const asList = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

/** For each place where an argument may stand, whether it does. */
function places(body: unknown, [name = "", ...rest]: readonly string[]): readonly boolean[] {
  const value = (body as Readonly<Record<string, unknown>>)[name];
  return rest.length === 0 ? [value !== undefined] : asList(value).flatMap((block) => places(block, rest));
}

describe("what the provider keeps when it is no longer given", () => {
  const documents = [bareProgram(), ...CLUSTER_FILES.map(synthFile)];
  const recorded = new Set(
    parseVerdicts(readFileSync("__tests__/probe/verdicts.txt", "utf8")).flatMap(({ details }) =>
      [...details.matchAll(/\baws_[\w.[\]]+/g)].map(([path]) => path.replaceAll("[]", "")),
    ),
  );
  const found = kept.map(({ type, argument }) => {
    const everywhere = documents.flatMap(({ resource }) =>
      Object.values(resource[type] ?? {}).flatMap((body) => places(body, argument.split("."))),
    );
    const path = `${type}.${argument}`;
    const isSet = everywhere.includes(true) || [...recorded].some((one) => `${one}.`.startsWith(`${path}.`));
    return { path, isSometimesLeftOut: isSet && everywhere.includes(false) };
  });

  test("is always sent, or there is a reason", () => {
    const sometimes = found.flatMap(({ path, isSometimesLeftOut }) => (isSometimesLeftOut ? [path] : []));
    expect(sometimes.filter((path) => !Object.hasOwn(LEFT_OUT, path))).toEqual([]);
    expect(found.length).toBeGreaterThan(60);
  });

  test.for(Object.keys(LEFT_OUT))("%s needs its reason still", (path) => {
    expect(found.find((one) => one.path === path)).toMatchObject({ isSometimesLeftOut: true });
  });

  test("knows every type of resource that is made", () => {
    const made = new Set(documents.flatMap(({ resource }) => Object.keys(resource)));
    const unknown = [...made].filter((type) => type.startsWith("aws_") && !Object.hasOwn(types, type));
    expect(unknown, "renew-kept-arguments.mjs takes the names of new types").toEqual([]);
  });
});
