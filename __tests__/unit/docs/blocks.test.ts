import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { formatIssues } from "@eksplan/diagnostics/format";
import { describe, expect, test } from "vitest";
import { loadSpecs } from "../../../modules/config/load.ts";
import { parseBackend } from "../../../stacks/parse-backend.ts";
import { blocksOf, PAGES } from "../../support/pages.ts";
import { addressesOf, synthSpec } from "../../support/synth-cluster.ts";

const blocks = PAGES.flatMap(blocksOf);
const clusterFiles = blocks.filter(({ text }) => /^kind: ClusterConfig$/m.test(text));

/** What a page's file says when it is saved and judged. */
function load(text: string) {
  const folder = mkdtempSync(path.join(tmpdir(), "eksplan-page-"));
  try {
    const file = path.join(folder, "shop.yaml");
    writeFileSync(file, text);
    const { clusters, issues } = loadSpecs([file]);
    return { clusters, told: formatIssues(issues).replaceAll(`${folder}/`, "clusters/") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("blocks of README and docs", () => {
  test("are of languages that a test reads", () => {
    const read = new Set(["", "yaml", "json", "ts", "mermaid"]);
    expect(blocks.filter(({ language }) => !read.has(language))).toEqual([]);
    expect(clusterFiles.length).toBeGreaterThan(0);
  });

  test.for(clusterFiles)(
    "the cluster file of $page is taken without a word, and becomes a stack",
    ({ text }) => {
      const { clusters, told } = load(text);
      expect(told).toBe("");
      expect(addressesOf(synthSpec(clusters[0]!.spec))).toContain("aws_eks_cluster.cluster");
    },
  );

  test("the cluster file of README can lie beside the one that is there", () => {
    const own = clusterFiles
      .filter(({ page }) => page === "README.md")
      .map(({ text }) => load(text).clusters[0]!.spec.name);
    const shipped = loadSpecs(["clusters"]).clusters.map(({ spec }) => spec.name);
    expect(own.filter((name) => shipped.includes(name))).toEqual([]);
  });

  test("the mistake of README is what its file says with that edit", () => {
    const [file] = clusterFiles.filter(({ page }) => page === "README.md");
    const shown = blocksOf("README.md").find(({ text }) => text.includes("[EKS"))!.text;
    expect(load(file!.text.replace("minSize: 3", "minSize: 9")).told).toBe(shown.trim());
  });

  const json = blocks.filter(({ language }) => language === "json");
  test.for(json)("JSON of $page can be read, and is a backend where it says so: $text", ({ text }) => {
    const value = JSON.parse(text.startsWith('"') ? `{${text}}` : text);
    if (value.context !== undefined)
      expect(parseBackend(value.context.backend)).toEqual(value.context.backend);
  });
});
