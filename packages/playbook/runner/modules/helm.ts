import { existsSync, statSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { TaskFailure } from "../failure.ts";
import { Helm, helmSpec } from "../helm/command.ts";
import {
  chartInfo,
  type Dict,
  deployWords,
  timeoutOf,
  valuesWanted,
  WAIT_SECONDS,
  type Work,
} from "../helm/flags.ts";
import { seconds, waitForObjects, watchedObjects } from "../helm/ready.ts";
import { findRelease, type Release, settleRelease } from "../helm/release.ts";
import type { Module, ModuleResult } from "./module.ts";

/** What the chart would be now. Only Helm can tell, and it needs the cluster for it. */
async function manifestWanted(work: Work): Promise<string> {
  const { stdout } = await work.helm.run([
    ...(await deployWords(work)),
    "--dry-run=server",
    "--output",
    "json",
  ]);
  return String((JSON.parse(stdout) as { readonly manifest?: string }).manifest ?? "");
}

const manifestOf = async ({ helm, name }: Work): Promise<string> =>
  (await helm.run(["get", "manifest", name])).stdout;

interface Verdict {
  readonly isDue: boolean;
  readonly diff?: {
    readonly before: string;
    readonly after: string;
    readonly before_header: string;
    readonly after_header: string;
  };
}

/** Whether an upgrade would change anything, and what. */
async function judge(work: Work, release: Release): Promise<Verdict> {
  const { args, context, name } = work;
  const info = await chartInfo(work);
  const isSameChart =
    `${String(info["name"])}-${String(info["version"])}` === release.chart &&
    String(info["appVersion"] ?? "") === release.app_version;
  const keepsValues = args.flag("reuse_values") || args.flag("reset_then_reuse_values");
  const isSameValues =
    args.list("set_values").length === 0 &&
    (keepsValues
      ? isContained(valuesWanted(work), release.values)
      : isDeepStrictEqual(valuesWanted(work), release.values));
  const isSettled = release.status === "deployed";
  // A local chart can change without a new version, and a failed release is due in any case.
  const mustRender =
    (work.isLocal || args.list("set_values").length > 0 || args.has("post_renderer")) && isSameChart;
  let isDue =
    !isSameChart ||
    !isSettled ||
    args.flag("force") ||
    (!isSameValues && args.list("set_values").length === 0);
  if (!context.diff && (isDue || !mustRender)) return { isDue };
  if (!isDue && !mustRender) return { isDue };
  const [before, after] = [await manifestOf(work), await manifestWanted(work)];
  isDue ||= before.trim() !== after.trim();
  return {
    isDue,
    diff: {
      before: withoutSecrets(before.trim()),
      after: withoutSecrets(after.trim()),
      before_header: `${name} (revision ${release.revision})`,
      after_header: `${name} (planned)`,
    },
  };
}

const isContained = (part: Dict, whole: Dict): boolean =>
  Object.entries(part).every(([key, value]) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? isContained(value as Dict, (whole[key] ?? {}) as Dict)
      : isDeepStrictEqual(value, whole[key]),
  );

/** Diffs are printed; what Secrets hold must not be. */
function withoutSecrets(manifest: string): string {
  return manifest
    .split(/^---\s*$/m)
    .map((document) =>
      /^kind:\s*Secret\s*$/m.test(document)
        ? document.replace(/^((?:data|stringData):)[\s\S]*?(?=^\S|(?![\s\S]))/gm, "$1 {} # hidden\n")
        : document,
    )
    .join("---");
}

async function uninstall(work: Work, release: Release | undefined): Promise<ModuleResult> {
  const { helm, args, context, name } = work;
  if (release === undefined || release.status.startsWith("uninstall"))
    return { changed: false, status: release ?? null, stdout: "", stderr: "", command: helm.binary };
  if (args.flag("replace")) throw new TaskFailure("replace is not applicable when state is absent");
  const words = ["uninstall", name];
  if (!args.flag("purge")) words.push("--keep-history");
  if (args.flag("disable_hook")) words.push("--no-hooks");
  if (args.flag("wait")) words.push("--wait", "--timeout", timeoutOf(args));
  if (context.check)
    return {
      changed: true,
      command: [helm.binary, ...words].join(" "),
      status: checked(release),
      stdout: "",
      stderr: "",
    };
  const { stdout, stderr, command } = await helm.run(words);
  return { changed: true, stdout, stderr, command, status: (await findRelease(helm, name, true)) ?? null };
}

const checked = (release: Release | undefined): Dict => ({
  values: { current: release?.values ?? {}, declared: release ?? {} },
});

async function install(work: Work, release: Release | undefined): Promise<ModuleResult> {
  const { helm, args, context, name } = work;
  if (args.flag("update_repo_cache")) await helm.run(["repo", "update"]);
  if (args.flag("dependency_update") && work.isLocal) await helm.run(["dependency", "update", work.chart]);
  const verdict: Verdict =
    release === undefined || release.status.startsWith("uninstall")
      ? { isDue: true }
      : await judge(work, release);
  const diff = verdict.diff === undefined ? {} : { diff: verdict.diff };
  const words = await deployWords(work);
  const shown = [helm.binary, ...words].join(" ");
  if (context.check) {
    // The chart must at least be there for the check to mean anything.
    if (release === undefined) await chartInfo(work);
    return {
      changed: verdict.isDue,
      command: shown,
      status: checked(release),
      stdout: "",
      stderr: "",
      ...diff,
    };
  }
  if (!verdict.isDue) {
    if (args.flag("wait")) await waitUntilReady(work);
    return { changed: false, status: release, stdout: "", stderr: "", command: helm.binary, ...diff };
  }
  const { stdout, stderr, command } = await helm.run(words);
  if (args.flag("wait") && !args.flag("atomic")) await waitUntilReady(work);
  return { changed: true, stdout, stderr, command, status: await findRelease(helm, name, true), ...diff };
}

/** Helm is not asked to wait: killed while waiting it would leave the release pending, and it waits for less. */
async function waitUntilReady(work: Work): Promise<void> {
  const client = await work.context.kubernetes(work.args);
  const limit = seconds(
    work.args.optionalText("wait_timeout") ?? work.args.optionalText("timeout"),
    WAIT_SECONDS,
  );
  await waitForObjects(client, watchedObjects(await manifestOf(work)), work.namespace, limit, work.context);
}

export const helm: Module = {
  spec: {
    ...helmSpec,
    release_name: { required: true, aliases: ["name"] },
    release_namespace: { required: true, aliases: ["namespace"] },
    release_state: { default: "present", choices: ["present", "absent"], aliases: ["state"] },
    release_values: { type: "dict", default: {}, aliases: ["values"] },
    values_files: { type: "list", default: [] },
    set_values: { type: "list", default: [] },
    chart_ref: { type: "path" },
    chart_repo_url: {},
    chart_version: {},
    repo_username: { aliases: ["username", "chart_repo_username"] },
    repo_password: { noLog: true, aliases: ["password", "chart_repo_password"] },
    pass_credentials: { type: "bool", default: false },
    dependency_update: { type: "bool", default: false, aliases: ["dep_up"] },
    update_repo_cache: { type: "bool", default: false },
    disable_hook: { type: "bool", default: false },
    force: { type: "bool", default: false },
    purge: { type: "bool", default: true },
    wait: { type: "bool", default: false },
    wait_timeout: {},
    timeout: {},
    atomic: { type: "bool", default: false },
    rollback_on_failure: { type: "bool", default: false },
    create_namespace: { type: "bool", default: false },
    post_renderer: {},
    replace: { type: "bool", default: false },
    skip_crds: { type: "bool", default: false },
    history_max: { type: "int" },
    release_description: {},
    reuse_values: { type: "bool", default: false },
    reset_values: { type: "bool", default: true },
    reset_then_reuse_values: { type: "bool", default: false },
    insecure_skip_tls_verify: { type: "bool", default: false, aliases: ["skip_tls_certs_check"] },
    plain_http: { type: "bool", default: false },
    take_ownership: { type: "bool", default: false },
    skip_schema_validation: { type: "bool", default: false },
  },
  supportsCheck: true,
  run: async (args, context) => {
    if (args.flag("replace") && args.has("history_max"))
      throw new TaskFailure("parameters are mutually exclusive: replace|history_max");
    if (args.has("wait_timeout") && args.has("timeout"))
      throw new TaskFailure("parameters are mutually exclusive: wait_timeout|timeout");
    const [name, namespace] = [args.text("release_name"), args.text("release_namespace")];
    const client = new Helm(args, context, namespace);
    const packed = context.file(args.text("chart_ref"));
    const isLocal =
      args.has("chart_ref") &&
      !args.has("chart_repo_url") &&
      existsSync(packed) &&
      statSync(packed).isDirectory();
    const chart = args.has("chart_repo_url") || !existsSync(packed) ? args.text("chart_ref") : packed;
    const work: Work = { helm: client, args, context, name, namespace, chart, isLocal };
    const release = await settleRelease(client, name, context);
    if (args.text("release_state") === "absent") return uninstall(work, release);
    if (!args.has("chart_ref"))
      throw new TaskFailure("release_state is present but all of the following are missing: chart_ref");
    return install(work, release);
  },
};
