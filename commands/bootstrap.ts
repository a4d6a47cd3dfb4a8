import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { formatIssues } from "@eksplan/diagnostics/format";
import { UserError } from "@eksplan/diagnostics/user-error";
import { PlaybookError } from "@eksplan/playbook/report";
import { describe, targets, withTags } from "./bootstrap/describe.ts";
import { runTasks } from "./bootstrap/run.ts";
import { freshStack, synthesizedStack } from "./bootstrap/stack.ts";
import { writeAnsibleFolder } from "./bootstrap/to-ansible.ts";
import { valuesFromState } from "./bootstrap/values.ts";

const USAGE = `usage: npm run bootstrap -- VERB CLUSTER [options]

  plan         what the playbook of the cluster consists of; needs neither Terraform nor AWS
  check        what would change, without changing it; exit code 3 if anything would
  play         runs the tasks now, in one process, apart from Terraform and its state
  targets      -replace options for terraform, to run tasks again in the next apply
  to-ansible   writes a folder that ansible-playbook runs as it is

  --tags A,B        only tasks with one of these tags (check, play, targets)
  --start-at KEY    only this task and those after it (check, play); plan shows the keys
  --diff            shows how things would change or changed (check, play)
  --out FOLDER      where to-ansible writes (default .eksplan/ansible/CLUSTER)
  --synthesized     takes what "npm run synth" wrote, for a main.ts that gives the playbook values of its own

All read the files as they are now, unless --synthesized says otherwise. check, play and to-ansible take the cluster's values from the Terraform state of the
deployed stack. Exit codes: 0 done, 1 mistake in the files, 2 a task failed or wrong usage, 3 check found changes.`;

const VERBS = ["plan", "check", "play", "targets", "to-ansible"] as const;
type Verb = (typeof VERBS)[number];

/** Options that each verb has a use for. */
const OPTIONS: Readonly<Record<Verb, readonly string[]>> = {
  plan: [],
  check: ["tags", "start-at", "diff"],
  play: ["tags", "start-at", "diff"],
  targets: ["tags"],
  "to-ansible": ["out"],
};

function readArguments(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      tags: { type: "string" },
      "start-at": { type: "string" },
      diff: { type: "boolean" },
      out: { type: "string" },
      synthesized: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return "help";
  const [verb, cluster, ...rest] = positionals;
  const known = VERBS.find((one) => one === verb);
  if (known === undefined)
    throw new UsageError(verb === undefined ? "say what to do" : `there is no "${verb}"`);
  if (cluster === undefined || rest.length > 0) throw new UsageError(`${verb} takes the name of one cluster`);
  const odd = Object.keys(values).find((name) => name !== "synthesized" && !OPTIONS[known].includes(name));
  if (odd !== undefined) throw new UsageError(`--${odd} means nothing to ${verb}`);
  const tags = (values.tags ?? "").split(",").filter((tag) => tag !== "");
  const { "start-at": startAt, diff, out, synthesized = false } = values;
  return { verb: known, cluster, tags, startAt, diff, out, synthesized };
}

class UsageError extends Error {}

async function main(args: readonly string[]): Promise<number> {
  const wanted = readArguments(args);
  if (wanted === "help") {
    console.log(USAGE);
    return 0;
  }
  const { verb, cluster, tags, startAt, diff, out, synthesized } = wanted;
  const folder = path.join(process.env["CDKTF_OUTDIR"] ?? "cdktf.out", "stacks", cluster);
  using stack = synthesized ? synthesizedStack(folder) : freshStack(cluster);
  if (stack.warnings.length > 0) console.error(formatIssues(stack.warnings));
  const { playbook } = stack;
  if (startAt !== undefined && !playbook.units.some(({ key }) => key === startAt))
    throw UserError.because(
      `the playbook has no task "${startAt}"; it has ${playbook.units.map(({ key }) => key).join(", ")}`,
    );
  const chosen = withTags(playbook, tags);
  if (chosen.length === 0) {
    const known = [...new Set(playbook.units.flatMap((unit) => unit.tags))].sort().join(", ") || "none";
    throw UserError.because(`no task of ${playbook.file} has the tag ${tags.join(" or ")}; tags: ${known}`);
  }
  if (verb === "plan") {
    console.log(describe(playbook));
    return 0;
  }
  if (verb === "targets") {
    console.log(targets(chosen));
    return 0;
  }
  if (!existsSync(path.join(folder, "cdk.tf.json")))
    throw UserError.because(
      `there is no deployed stack in ${folder}; deploy it first (npx cdktf deploy ${cluster})`,
    );
  const found = await valuesFromState(stack.document, folder);
  if (verb === "to-ansible") {
    const target = path.resolve(out ?? path.join(".eksplan", "ansible", cluster));
    writeAnsibleFolder(target, { playbook: path.resolve(playbook.file), values: found.values });
    console.log(`cd ${path.relative(process.cwd(), target) || "."} && sh run.sh --check --diff`);
    return 0;
  }
  return await runTasks(stack, found, {
    folder,
    args: [
      ...(verb === "check" ? ["--check"] : []),
      ...(diff ? ["--diff"] : []),
      ...(tags.length > 0 ? ["--keys", chosen.map(({ key }) => key).join(",")] : []),
      ...(startAt === undefined ? [] : ["--start-at", startAt]),
    ],
  });
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error & { readonly code?: string }) => {
    const isUsage = error instanceof UsageError || error.code?.startsWith("ERR_PARSE_ARGS") === true;
    if (error instanceof PlaybookError) console.error(formatIssues(error.issues));
    else if (isUsage) console.error(`${error.message}\n"npm run bootstrap -- --help" tells what there is`);
    else console.error(error instanceof UserError ? error.message : (error.stack ?? error.message));
    process.exitCode = isUsage ? 2 : 1;
  },
);
