import path from "node:path";
import { formatIssues } from "@eksplan/diagnostics/format";
import type { Issue } from "@eksplan/diagnostics/issue";
import { UserError } from "@eksplan/diagnostics/user-error";
import { PlaybookError } from "@eksplan/playbook/report";
import { loadSpecs } from "./modules/config/load.ts";
import { ClusterStack } from "./stacks/cluster-stack.ts";
import { orphansIn, orphanWarning } from "./stacks/orphans.ts";
import { projectApp } from "./stacks/project-app.ts";

/** A file, a folder or a glob; every cluster file in it becomes a stack. */
const input = process.env["EKSPLAN_CLUSTERS"] ?? "clusters";

/** Clusters share playbooks, and what is wrong with one is told once. */
const told = new Set<string>();
function tell(issues: readonly Issue[]): void {
  const lines = issues.map((issue) => formatIssues([issue])).filter((line) => !told.has(line));
  for (const line of lines) told.add(line);
  if (lines.length > 0) console.error(lines.join("\n"));
}

/** Tells what the user can mend; anything else is a mistake of the program and keeps its stack trace. */
function tellError(error: unknown): void {
  if (error instanceof PlaybookError) tell(error.issues);
  else if (error instanceof UserError) console.error(error.message);
  else throw error;
}

function main(): boolean {
  const { clusters, issues } = loadSpecs([input]);
  tell(issues);
  if (issues.some(({ severity }) => severity === "error")) return false;

  const { app, backend } = projectApp();
  const project = process.cwd();
  // A selection leaves out clusters that have a file.
  if (backend.type === "local" && process.env["EKSPLAN_CLUSTERS"] === undefined) {
    const known = clusters.map(({ spec }) => spec.name);
    for (const name of orphansIn(project, known)) console.error(orphanWarning(name));
  }
  // Set by tools/run.mjs; a program that is run in another way keeps nothing.
  const build = process.env["EKSPLAN_BUILD"];
  const cache = build && {
    folder: path.join(project, "node_modules", ".cache", "eksplan", "playbooks"),
    build,
  };
  let isWrong = false;
  for (const { spec, file } of clusters) {
    try {
      const files = { project, cluster: file, ...(cache && { cache }) };
      tell(new ClusterStack(app, { spec, backend, files, isolated: true }).playbook.warnings);
    } catch (error) {
      tellError(error);
      isWrong = true;
    }
  }
  if (!isWrong) app.synth();
  return !isWrong;
}

try {
  if (!main()) process.exitCode = 1;
} catch (error) {
  tellError(error);
  process.exitCode = 1;
}
