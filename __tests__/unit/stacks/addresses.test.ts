import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { App, TerraformElement } from "cdktf";
import { Construct } from "constructs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { EksStack } from "../../../stacks/eks-stack.ts";
import { addressesOf, synthFile } from "../../support/synth-cluster.ts";

describe("addresses are a contract", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "eksplan-addresses-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The same mappings with their keys the other way round; lists keep their order. */
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, item]) => [key, reversed(item)]),
    );
  };

  test.for(["clusters/demo.yaml", "examples/addons.yaml", "examples/access.yaml"])(
    "the order of the keys in %s moves no address",
    (file) => {
      const turned = path.join(folder, path.basename(file));
      writeFileSync(turned, stringify(reversed(parse(readFileSync(file, "utf8")))));
      expect(addressesOf(synthFile(turned))).toEqual(addressesOf(synthFile(file)));
    },
  );

  test.for(["managedNodeGroups", "fargateProfiles", "addons"])(
    "the order of the list %s moves no address",
    (list) => {
      const file = { addons: "addons", managedNodeGroups: "node-groups", fargateProfiles: "fargate" }[list]!;
      const config = parse(readFileSync(`examples/${file}.yaml`, "utf8"));
      config[list].reverse();
      const turned = path.join(folder, `${list}.yaml`);
      writeFileSync(turned, stringify(config));
      expect(addressesOf(synthFile(turned))).toEqual(addressesOf(synthFile(`examples/${file}.yaml`)));
    },
  );

  test("two constructs that would share an address are refused by name", () => {
    const stack = new EksStack(new App(), "demo", { region: "eu-central-1" });
    const element = (scope: Construct, id: string) => new TerraformElement(scope, id).friendlyUniqueId;
    element(stack, "a_b");
    expect(() => element(new Construct(stack, "a"), "b")).toThrow(
      'demo/a/b: the Terraform name "a_b" is taken by demo/a_b; rename one construct id',
    );
  });
});
