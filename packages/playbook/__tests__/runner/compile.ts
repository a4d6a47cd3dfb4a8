import { parse } from "yaml";
import type {
  CompiledBlock,
  CompiledNode,
  CompiledPlaybook,
  CompiledTask,
  CompiledUnit,
  Json,
} from "../../ir.ts";

// A compiler for plain playbooks, just enough to run the runner's tests without the one of synth: one unit a task or
// block, handlers at the end of their play, nothing fused, nothing unrolled.

type Loose = Record<string, Json>;

const CONDITIONS = {
  when: "when",
  until: "until",
  changed_when: "changedWhen",
  failed_when: "failedWhen",
} as const;
const COPIED = {
  loop: "loop",
  register: "register",
  ignore_errors: "ignoreErrors",
  retries: "retries",
  delay: "delay",
  no_log: "noLog",
  check_mode: "checkMode",
  timeout: "timeout",
} as const;
const FREE_FORM: Readonly<Record<string, string>> = {
  command: "cmd",
  shell: "cmd",
  script: "cmd",
  meta: "_raw_params",
};
const LOOP_CONTROL: Readonly<Record<string, string>> = {
  loop_var: "loopVar",
  index_var: "indexVar",
  label: "label",
  pause: "pause",
  extended: "extended",
};
const KNOWN = new Set([
  ...Object.keys(CONDITIONS),
  ...Object.keys(COPIED),
  "name",
  "vars",
  "loop_control",
  "environment",
  "notify",
  "tags",
]);

const position = { file: "playbook.yml", line: 1, column: 1 };
const list = (value: Json | undefined): readonly Json[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as Json];
export const slug = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, "-");

interface Inherited {
  readonly vars: Loose;
  readonly when: readonly Json[];
  readonly defaults: Readonly<Record<string, Loose>>;
}

function compileTask(task: Loose, inherited: Inherited): CompiledTask {
  const key = Object.keys(task).find((name) => !KNOWN.has(name)) ?? "debug";
  const module = key.includes(".") ? key : `ansible.builtin.${key}`;
  const given = task[key];
  const free = FREE_FORM[key.replace("ansible.builtin.", "")];
  const own = typeof given === "string" ? { [free ?? "msg"]: given } : ((given ?? {}) as Loose);
  const group = module.startsWith("kubernetes.core.helm")
    ? "group/kubernetes.core.helm"
    : module.startsWith("kubernetes.core")
      ? "group/kubernetes.core.k8s"
      : "";
  const result: Record<string, unknown> = {
    kind: "task",
    name: String(task["name"] ?? ""),
    module,
    args: { ...inherited.defaults[group], ...own },
    vars: { ...inherited.vars, ...(task["vars"] as Loose | undefined) },
    position,
  };
  for (const [yaml, ir] of Object.entries(COPIED)) if (task[yaml] !== undefined) result[ir] = task[yaml];
  for (const [yaml, ir] of Object.entries(CONDITIONS))
    if (task[yaml] !== undefined) result[ir] = list(task[yaml]);
  const when = [...inherited.when, ...list(task["when"])];
  if (when.length > 0) result["when"] = when;
  if (task["environment"] !== undefined) result["environment"] = list(task["environment"]);
  if (task["notify"] !== undefined) result["notify"] = list(task["notify"]).map((name) => slug(String(name)));
  if (task["loop_control"] !== undefined) {
    result["loopControl"] = Object.fromEntries(
      Object.entries(task["loop_control"] as Loose).map(([name, value]) => [
        LOOP_CONTROL[name] ?? name,
        value,
      ]),
    );
  }
  return result as unknown as CompiledTask;
}

function compileNode(task: Loose, inherited: Inherited): CompiledNode {
  if (task["block"] === undefined) return compileTask(task, inherited);
  const inner: Inherited = {
    ...inherited,
    when: [...inherited.when, ...list(task["when"])],
    vars: { ...inherited.vars, ...(task["vars"] as Loose | undefined) },
  };
  const nodes = (name: string): CompiledNode[] =>
    (list(task[name]) as readonly Loose[]).map((entry) => compileNode(entry, inner));
  return {
    kind: "block",
    name: String(task["name"] ?? ""),
    block: nodes("block"),
    rescue: nodes("rescue"),
    always: nodes("always"),
    position,
  } satisfies CompiledBlock;
}

/** @param text a playbook, or a list of tasks */
export function compile(text: string): CompiledPlaybook {
  const parsed = parse(text) as readonly Loose[];
  const plays = parsed.every((entry) => "hosts" in entry)
    ? parsed
    : [{ hosts: "localhost", tasks: parsed as Json }];
  let count = 0;
  const units = plays.flatMap((play, index): CompiledUnit[] => {
    const inherited: Inherited = {
      vars: (play["vars"] ?? {}) as Loose,
      when: [],
      defaults: (play["module_defaults"] ?? {}) as Readonly<Record<string, Loose>>,
    };
    const unit = (entry: Loose, kind: "task" | "handler"): CompiledUnit => ({
      key: kind === "handler" ? slug(String(entry["name"])) : `task-${++count}`,
      kind,
      play: index,
      def: "d",
      prelude: [],
      body: [compileNode(entry, inherited)],
      extra: [],
      tags: [],
    });
    const handlers = (list(play["handlers"]) as readonly Loose[]).map((entry) => unit(entry, "handler"));
    return [...(list(play["tasks"]) as readonly Loose[]).map((entry) => unit(entry, "task")), ...handlers];
  });
  return {
    version: 1,
    file: "playbook.yml",
    plays: plays.map((play) => ({ name: String(play["name"] ?? "play"), position })),
    units,
    requires: [],
  };
}
