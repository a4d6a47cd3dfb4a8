import { readdirSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { addressesOf, type StackJson, synthFile } from "../support/synth-cluster.ts";

/** The demo and every example. Goldens show what a change of code changes unasked; `npx vitest run --project unit --update=all` accepts it. */
const FILES = [
  "clusters/demo.yaml",
  ...readdirSync("examples")
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => `examples/${name}`),
];

describe.for(FILES)("%s", (file) => {
  const name = path.basename(file, ".yaml");
  let stack: StackJson;
  beforeAll(() => {
    stack = synthFile(file);
  });

  // A line that goes or changes here destroys a user's resource: see docs/addresses.md before accepting it.
  test("keeps its addresses", async () => {
    await expect(`${addressesOf(stack).join("\n")}\n`).toMatchFileSnapshot(`${name}.addresses.txt`);
  });

  test("keeps its Terraform JSON", async () => {
    await expect(`${JSON.stringify(stack, null, 2)}\n`).toMatchFileSnapshot(`${name}.tf.json`);
  });
});
