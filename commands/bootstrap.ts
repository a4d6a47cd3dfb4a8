import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { CompiledPlaybook, Json } from "../modules/bootstrap/ir.ts";
import { compilePlaybook } from "../modules/bootstrap/playbook/compile.ts";
import { PlaybookError } from "../modules/bootstrap/playbook/report.ts";
import { formatIssues } from "../modules/config/format.ts";
import { loadClusters } from "../modules/config/load.ts";
import { describe, targets, withTags } from "./bootstrap/describe.ts";
import { writeAnsibleFolder } from "./bootstrap/to-ansible.ts";
import { valuesFromState } from "./bootstrap/values.ts";

const USAGE = `usage: npm run bootstrap -- VERB CLUSTER [--tags A,B] [--diff] [--out FOLDER]

  plan         what the playbook of the cluster consists of; needs neither Terraform nor AWS
  check        what would change, without changing it (--diff shows how); exit code 3 if anything would
  play         runs all tasks at once, apart from Terraform
  targets      -replace options for terraform, to run the tasks with these tags again
  to-ansible   writes a folder that ansible-playbook runs as it is

check, play and to-ansible take the cluster's values from the Terraform state of its synthesized stack.`;

const VERBS = ["plan", "check", "play", "targets", "to-ansible"] as const;
type Verb = (typeof VERBS)[number];

/** A mistake that is told in one line. */
class UserError extends Error {}

/** The playbook that the stack of a cluster runs. */
function findPlaybook(cluster: string): string {
  const { clusters } = loadClusters([process.env["EKSPLAN_CLUSTERS"] ?? "clusters"]);
  const found = clusters.find(({ spec }) => spec.metadata.name === cluster);
  if (found === undefined) {
    const known = clusters.map(({ spec }) => spec.metadata.name).join(", ");
    throw new UserError(
      `no cluster file names ${cluster}; known: ${known}; EKSPLAN_CLUSTERS selects the files`,
    );
  }
  const folder = path.dirname(path.resolve(found.file));
  const named = found.spec.eksplan.bootstrap;
  const beside = path.join(folder, "bootstrap", "playbook.yml");
  if (named !== undefined) return path.resolve(folder, named);
  return existsSync(beside) ? beside : path.resolve("bootstrap", "playbook.yml");
}

function compile(file: string, eks: Readonly<Record<string, Json>>): CompiledPlaybook {
  const { playbook, warnings } = compilePlaybook({
    file,
    folders: { project: process.cwd(), roles: [path.resolve("bootstrap", "roles")] },
    eks,
    extra: [],
  });
  if (warnings.length > 0) console.error(formatIssues(warnings));
  return playbook;
}

function run(verb: "check" | "play", cluster: string, tags: readonly string[], diff: boolean): number {
  const folder = path.join(process.env["CDKTF_OUTDIR"] ?? "cdktf.out", "stacks", cluster);
  const runner = path.join("assets", "bootstrap", "runner.cjs");
  if (!existsSync(path.join(folder, runner)))
    throw new UserError(`no synthesized stack in ${folder}; run "npm run synth" first`);
  const playbook = path.join("assets", "bootstrap", "playbook.json");
  const eks = valuesFromState(folder);
  // Sizes of node groups are no outputs; how many nodes there should be is not asked again here.
  const values = { minimum_nodes: 0, node_groups: [], ...eks };
  const compiled = compile(findPlaybook(cluster), {});
  const keys = withTags(compiled, tags).map(({ key }) => key);
  const args = [
    ...(verb === "check" ? ["--check"] : []),
    ...(diff ? ["--diff"] : []),
    ...(tags.length > 0 ? ["--keys", keys.join(",")] : []),
  ];
  const { status } = spawnSync(process.execPath, [runner, "play", ...args], {
    cwd: folder,
    stdio: "inherit",
    env: {
      ...process.env,
      EKS_BOOTSTRAP_PLAYBOOK: playbook,
      EKS_BOOTSTRAP_VARS: JSON.stringify({ eks: values, vars: {} }),
    },
  });
  return status ?? 1;
}

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      tags: { type: "string", default: "" },
      diff: { type: "boolean", default: false },
      out: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const [verb, cluster, ...rest] = positionals;
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (!VERBS.includes(verb as Verb) || cluster === undefined || rest.length > 0) {
    console.error(USAGE);
    return 2;
  }
  const tags = values.tags.split(",").filter((tag) => tag !== "");
  switch (verb as Verb) {
    case "plan":
      console.log(describe(compile(findPlaybook(cluster), {})));
      return 0;
    case "targets":
      console.log(targets(withTags(compile(findPlaybook(cluster), {}), tags)));
      return 0;
    case "to-ansible": {
      const folder = path.join(process.env["CDKTF_OUTDIR"] ?? "cdktf.out", "stacks", cluster);
      const target = path.resolve(values.out ?? path.join(".eksplan", "ansible", cluster));
      const playbook = findPlaybook(cluster);
      const eks = { minimum_nodes: 0, node_groups: [], ...valuesFromState(folder) };
      writeAnsibleFolder(target, { playbook, roles: path.resolve("bootstrap", "roles"), eks });
      console.log(`cd ${target} && ansible-playbook -i localhost, -e @eks.json ${path.basename(playbook)}`);
      return 0;
    }
    case "check":
    case "play":
      return run(verb as "check" | "play", cluster, tags, values.diff);
  }
}

try {
  process.exitCode = main();
} catch (error) {
  if (error instanceof PlaybookError) console.error(formatIssues(error.issues));
  else console.error((error as Error).message);
  process.exitCode = 1;
}
