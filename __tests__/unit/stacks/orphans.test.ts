import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { orphansIn, orphanWarning } from "../../../stacks/orphans.ts";
import { blocksOf } from "../../support/pages.ts";
import { start } from "../../support/process.ts";
import { makeProject } from "../../support/project.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "eksplan-orphans-"));
  const file = blocksOf("README.md").find(({ text }) => text.includes("kind: ClusterConfig"))!.text;
  makeProject(folder, {}, { "shop.yaml": file });
  const state = (name: string, text: string) =>
    writeFileSync(path.join(folder, `terraform.${name}.tfstate`), text);
  state("shop", '{"resources":[{}]}');
  state("old", '{"resources":[{}]}');
  state("destroyed", '{"resources":[]}');
  state("broken", "{");
});
afterAll(() => rmSync(folder, { recursive: true }));

test("a state with resources and without a cluster file is an orphan", () => {
  expect(orphansIn(folder, ["shop"])).toEqual(["old"]);
  expect(orphansIn(folder, ["shop", "old"])).toEqual([]);
});

test("a synth tells of it, and goes on", async () => {
  const { code, stderr } = await start(["npm", "run", "--silent", "synth"], { cwd: folder }).finished;
  expect([code, stderr.trim()]).toEqual([0, orphanWarning("old")]);
});
