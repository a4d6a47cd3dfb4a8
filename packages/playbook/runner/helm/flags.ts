import { readFileSync } from "node:fs";
import { fromYaml } from "../../jinja/yaml.ts";
import { TaskFailure } from "../failure.ts";
import type { Arguments } from "../modules/arguments.ts";
import type { ModuleContext } from "../modules/module.ts";
import type { Helm } from "./command.ts";
import { seconds } from "./ready.ts";

export type Dict = Readonly<Record<string, unknown>>;

export const WAIT_SECONDS = 300;

export interface Work {
  readonly helm: Helm;
  readonly args: Arguments;
  readonly context: ModuleContext;
  readonly name: string;
  readonly namespace: string;
  /** Chart by name, address or path of its packed copy. */
  readonly chart: string;
  readonly isLocal: boolean;
}

/** Where the chart comes from, for every command that reads it. */
function sourceFlags({ args }: Work): readonly string[] {
  const flags: string[] = [];
  if (args.has("chart_version")) flags.push("--version", args.text("chart_version"));
  if (args.has("chart_repo_url")) flags.push("--repo", args.text("chart_repo_url"));
  if (args.has("repo_username")) flags.push("--username", args.text("repo_username"));
  if (args.has("repo_password")) {
    // The only way in is an argument; the mask hides it from output, and the manual of the module says so.
    flags.push("--password", args.text("repo_password"));
  }
  if (args.flag("pass_credentials")) flags.push("--pass-credentials");
  if (args.flag("insecure_skip_tls_verify")) flags.push("--insecure-skip-tls-verify");
  if (args.flag("plain_http")) flags.push("--plain-http");
  return flags;
}

async function valueFlags({ args, helm, context }: Work): Promise<readonly string[]> {
  const flags = args.list("values_files").map((file) => `--values=${context.file(String(file))}`);
  const values = args.dict("release_values");
  if (Object.keys(values).length > 0)
    flags.push(`--values=${await helm.file("values.json", JSON.stringify(values))}`);
  for (const entry of args.list("set_values") as readonly Dict[]) flags.push(...(await setFlag(entry, helm)));
  return flags;
}

const SET_FLAGS: Readonly<Record<string, string>> = {
  raw: "--set",
  string: "--set-string",
  json: "--set-json",
  file: "--set-file",
};

/** `--set` by way of a file where the value may be secret: only its name is an argument. */
async function setFlag(entry: Dict, helm: Helm): Promise<readonly string[]> {
  const type = String(entry["value_type"] ?? "raw");
  const flag = SET_FLAGS[type];
  if (flag === undefined)
    throw new TaskFailure(
      `set_values: value_type must be one of ${Object.keys(SET_FLAGS).join(", ")}, got ${type}`,
    );
  const text = typeof entry["value"] === "string" ? entry["value"] : JSON.stringify(entry["value"]);
  if (type !== "string") return [flag, text];
  const at = text.indexOf("=");
  return ["--set-file", `${text.slice(0, at)}=${await helm.file("set", text.slice(at + 1))}`];
}

export function valuesWanted({ args, context }: Work): Dict {
  let values: Dict = {};
  const overlay = (low: Dict, high: Dict): Dict => {
    const result: Record<string, unknown> = { ...low };
    for (const [key, value] of Object.entries(high)) {
      const current = result[key];
      const areMaps = [current, value].every(
        (side) => typeof side === "object" && side !== null && !Array.isArray(side),
      );
      result[key] = areMaps ? overlay(current as Dict, value as Dict) : value;
    }
    return result;
  };
  for (const file of args.list("values_files")) {
    const [content] = fromYaml(readFileSync(context.file(String(file)), "utf8"));
    values = overlay(values, (content ?? {}) as Dict);
  }
  return overlay(values, args.dict("release_values"));
}

export async function chartInfo(work: Work): Promise<Dict> {
  const { stdout } = await work.helm.run(["show", "chart", work.chart, ...sourceFlags(work)]);
  return (fromYaml(stdout)[0] ?? {}) as Dict;
}

async function deployFlags(work: Work): Promise<readonly string[]> {
  const { args, helm } = work;
  const isNew = (await helm.major()) >= 4;
  const flags = [...sourceFlags(work), ...(await valueFlags(work))];
  const add = (name: string, flag: string): void => {
    if (args.flag(name)) flags.push(flag);
  };
  if (args.flag("reuse_values")) flags.push("--reuse-values");
  else if (args.flag("reset_then_reuse_values")) flags.push("--reset-then-reuse-values");
  else if (args.flag("reset_values") && !args.flag("replace")) flags.push("--reset-values");
  if (args.flag("atomic") || args.flag("rollback_on_failure"))
    flags.push(isNew ? "--rollback-on-failure" : "--atomic", "--timeout", timeoutOf(args));
  else if (args.has("timeout")) flags.push("--timeout", timeoutOf(args));
  if (args.flag("force")) flags.push(...(isNew ? ["--server-side=false", "--force-replace"] : ["--force"]));
  add("disable_hook", "--no-hooks");
  add("create_namespace", "--create-namespace");
  add("skip_crds", "--skip-crds");
  add("dependency_update", "--dependency-update");
  add("take_ownership", "--take-ownership");
  add("skip_schema_validation", "--skip-schema-validation");
  if (args.has("post_renderer")) flags.push("--post-renderer", args.text("post_renderer"));
  if (args.has("history_max")) flags.push("--history-max", args.text("history_max"));
  if (args.has("release_description")) flags.push("--description", args.text("release_description"));
  return flags;
}

export const timeoutOf = (args: Arguments): string =>
  `${Math.ceil(seconds(args.optionalText("timeout") ?? args.optionalText("wait_timeout"), WAIT_SECONDS))}s`;

export const deployWords = async (work: Work): Promise<readonly string[]> =>
  work.args.flag("replace")
    ? ["install", "--replace", work.name, work.chart, ...(await deployFlags(work))]
    : ["upgrade", "--install", work.name, work.chart, ...(await deployFlags(work))];
