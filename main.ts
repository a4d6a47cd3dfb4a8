import path from "node:path";
import { App } from "cdktf";
import { formatIssues } from "./modules/config/format.ts";
import { loadClusters } from "./modules/config/load.ts";
import { ClusterStack } from "./stacks/cluster-stack.ts";
import { parseBackend } from "./stacks/parse-backend.ts";

/** A file, a folder or a glob; every cluster file in it becomes a stack. */
const input = process.env["EKSPLAN_CLUSTERS"] ?? "clusters";

const { clusters, issues } = loadClusters([input], { provisionable: true });
if (issues.length > 0) console.error(formatIssues(issues));
if (issues.some(({ severity }) => severity === "error")) process.exit(1);

// Stack traces of every construct cost more than the rest of a synth, and only cdktf's own errors show them.
const app = new App({ stackTraces: false });
const backend = parseBackend(app.node.tryGetContext("backend"));
const project = process.cwd();
// Set by tools/run.mjs; a program that is run in another way keeps nothing.
const build = process.env["EKSPLAN_BUILD"];
const cache = build && {
  folder: path.join(project, "node_modules", ".cache", "eksplan", "playbooks"),
  build,
};
for (const { spec, file } of clusters) {
  new ClusterStack(app, { spec, backend, files: { project, cluster: file, ...(cache && { cache }) } });
}
app.synth();
