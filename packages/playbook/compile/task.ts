import type { Json, Position, UndoPhase } from "../ir.ts";
import { UNDO_PHASES } from "../ir.ts";
import { isTemplate } from "../jinja/render.ts";
import type { DraftTask, TaskMetadata } from "./draft.ts";
import { Fields } from "./fields.ts";
import { type Frame, inherit, mergedVars } from "./frame.ts";
import { splitFreeForm } from "./free-form.ts";
import { isAnsibleKeyword, METADATA, refusal, SUPPORTED } from "./keywords.ts";
import type { LocatedEntry, LocatedMap } from "./located.ts";
import { plain } from "./located.ts";
import { importName, MODULES, moduleName } from "./modules.ts";
import { didYouMean, type Report } from "./report.ts";
import { unsupportedModule } from "./unsupported.ts";

export const MODULE_NAMES = Object.keys(MODULES);
const SHORT_NAMES = MODULE_NAMES.map((name) => name.slice(name.lastIndexOf(".") + 1));

export interface ModuleCall {
  readonly name: string;
  readonly entry: LocatedEntry;
}

/** Finds the one key of a task that names a module; keywords in the wrong place and unknown keys are told. */
export function moduleCall(
  fields: Fields,
  level: "task" | "handler",
  report: Report,
): ModuleCall | undefined {
  const found: ModuleCall[] = [];
  let refused = false;
  for (const entry of fields.map.entries) {
    const { key, position } = entry;
    if (SUPPORTED[level].has(key)) continue;
    const name = importName(key) ?? moduleName(key);
    const instead = unsupportedModule(key);
    if (name !== undefined) found.push({ name, entry });
    else if (isAnsibleKeyword(key)) {
      const isFalse =
        entry.value.kind === "scalar" && entry.value.value === false && key.startsWith("become");
      const reason = refusal(key) ?? `it does not belong to a ${level}`;
      if (!isFalse) report.unsupported(position, [...fields.path, key], `"${key}"`, reason);
    } else if (instead !== undefined) {
      report.unsupported(position, [...fields.path, key], `the module ${key}`, instead);
      refused = true;
    } else {
      const known = [...SUPPORTED[level], ...SHORT_NAMES, ...MODULE_NAMES];
      report.error(
        "unknown",
        position,
        [...fields.path, key],
        `"${key}" is neither a keyword nor a module${didYouMean(key, known)}`,
      );
      refused = true;
    }
  }
  const [first, second] = found;
  if (second !== undefined) {
    report.error(
      "value",
      second.entry.position,
      [...fields.path, second.entry.key],
      `a task has one module, and "${first!.entry.key}" is one already; make two tasks of it`,
    );
  } else if (first === undefined && !refused) {
    report.error(
      "value",
      fields.map.position,
      fields.path,
      "no module; name one, for example ansible.builtin.command",
    );
  }
  return first;
}

/** Reads one task that calls a module. */
export class TaskReader {
  readonly #report: Report;
  readonly #readUndo: (entry: LocatedEntry, frame: Frame) => readonly DraftTask[];

  constructor(report: Report, readUndo: (entry: LocatedEntry, frame: Frame) => readonly DraftTask[]) {
    this.#report = report;
    this.#readUndo = readUndo;
  }

  read(map: LocatedMap, { name: module, entry }: ModuleCall, outer: Frame): DraftTask {
    const fields = new Fields(map, outer.path, this.#report);
    const frame = inherit(outer, fields, moduleDefaultsOf(fields, this.#report));
    const own = fields.vars();
    const vars = mergedVars(frame.vars, own);
    const args = { ...this.#defaults(module, frame), ...this.#args(module, entry, fields) };
    this.#checkArgs(module, args, entry, fields);
    const until = fields.conditions("until");
    const retries = fields.number("retries");
    const delay = fields.number("delay");
    const loop = fields.get("loop");
    if (
      loop !== undefined &&
      !(loop.value.kind === "list" || (loop.value.kind === "scalar" && isTemplate(String(loop.value.value))))
    )
      fields.wrong("loop", loop.value, 'a list or a template of one, "{{ names }}"');
    const loopControl = fields.loopControl();
    const register = fields.register();
    const changedWhen = fields.conditions("changed_when");
    const failedWhen = fields.conditions("failed_when");
    const name = fields.text("name");
    return {
      kind: "task",
      name,
      role: frame.roleName,
      module,
      args,
      vars,
      when: frame.when,
      ...(loop !== undefined && { loop: plain(loop.value) }),
      ...(loopControl !== undefined && { loopControl }),
      ...(register !== undefined && { register }),
      ...(changedWhen !== undefined && { changedWhen }),
      ...(failedWhen !== undefined && { failedWhen }),
      ...(frame.ignoreErrors !== undefined && { ignoreErrors: frame.ignoreErrors }),
      ...(until !== undefined && { until }),
      ...(retries !== undefined && { retries }),
      ...(delay !== undefined && { delay }),
      environment: frame.environment,
      ...(frame.noLog !== undefined && { noLog: frame.noLog }),
      ...(frame.checkMode !== undefined && { checkMode: frame.checkMode }),
      ...(frame.diff !== undefined && { diff: frame.diff }),
      ...(frame.timeout !== undefined && { timeout: frame.timeout }),
      notify: frame.notify,
      listen: frame.isHandler ? fields.texts("listen") : [],
      tags: frame.tags,
      meta: this.#metadata(fields, frame),
      place: frame.place,
      position: map.position,
    };
  }

  #defaults(module: string, { moduleDefaults }: Frame): Readonly<Record<string, Json>> {
    const group = module.startsWith("kubernetes.core.helm") ? "helm" : "k8s";
    const { params = [] } = MODULES[module] ?? {};
    const fromGroup = module.startsWith("kubernetes.core.")
      ? moduleDefaults[`group/kubernetes.core.${group}`]
      : undefined;
    const known = Object.entries(fromGroup ?? {}).filter(([key]) => params.includes(key));
    return { ...Object.fromEntries(known), ...moduleDefaults[module] };
  }

  #args(module: string, { value, key }: LocatedEntry, fields: Fields): Readonly<Record<string, Json>> {
    const { freeForm } = MODULES[module] ?? {};
    const extra = fields.mapping("args");
    const more = extra === undefined ? {} : (plain(extra) as Record<string, Json>);
    if (value.kind === "map") return { ...more, ...(plain(value) as Record<string, Json>) };
    if (value.kind === "scalar" && value.value === null) return more;
    if (value.kind === "unsafe" && freeForm !== undefined)
      return { ...more, [freeForm]: { $unsafe: value.value } };
    if (value.kind === "scalar") {
      const text = typeof value.value === "string" ? value.value : value.source;
      if (freeForm !== undefined) return { ...more, ...splitFreeForm(module, freeForm, text) };
      if (/^\s*\w+=/.test(text))
        this.#report.unsupported(
          value.position,
          [...fields.path, key],
          "arguments as `name=value`",
          "write them as a mapping",
        );
      else
        this.#report.error(
          "value",
          value.position,
          [...fields.path, key],
          `${JSON.stringify(text)} is not a mapping of arguments; known are ${listed(module)}`,
        );
      return more;
    }
    this.#report.error(
      "value",
      value.position,
      [...fields.path, key],
      `a list is not a mapping of arguments; known are ${listed(module)}`,
    );
    return more;
  }

  #checkArgs(
    module: string,
    args: Readonly<Record<string, Json>>,
    { key, value, position }: LocatedEntry,
    fields: Fields,
  ): void {
    const { params = [], required = [] } = MODULES[module] ?? {};
    const placeOf = (name: string): Position =>
      (value.kind === "map"
        ? value.entries.find((candidate) => candidate.key === name)?.position
        : undefined) ?? position;
    const path = [...fields.path, key];
    if (!params.includes("*")) {
      for (const name of Object.keys(args).filter((candidate) => !params.includes(candidate)))
        this.#report.error(
          "unknown",
          placeOf(name),
          [...path, name],
          `${module} has no argument "${name}"${didYouMean(name, params)}`,
        );
    }
    // Most likely the misspelt one is what would be missing.
    if (!params.includes("*") && Object.keys(args).some((name) => !params.includes(name))) return;
    for (const group of required.filter((names) => !names.some((name) => args[name] !== undefined)))
      this.#report.error(
        "value",
        position,
        path,
        `${module} needs ${group.map((name) => `"${name}"`).join(" or ")}`,
      );
  }

  #metadata(fields: Fields, frame: Frame): TaskMetadata {
    const vars = fields.mapping("vars");
    if (vars === undefined) return {};
    const inner = new Fields(vars, [...fields.path, "vars"], this.#report);
    for (const { key, position } of vars.entries) {
      if (key.startsWith("bootstrap_") && !METADATA.has(key))
        this.#report.error(
          "unknown",
          position,
          [...inner.path, key],
          `"${key}" is not a setting of a task${didYouMean(key, METADATA)}`,
        );
    }
    const key = inner.text("bootstrap_key");
    if (key !== undefined && !/^[a-z][a-z0-9_-]{0,62}$/.test(key))
      inner.wrong(
        "bootstrap_key",
        inner.get("bootstrap_key")!.value,
        "a key: a small letter, then at most 62 small letters, digits, _ or -",
      );
    const phase = inner.text("bootstrap_undo_phase");
    if (phase !== undefined && !UNDO_PHASES.includes(phase as UndoPhase))
      inner.wrong(
        "bootstrap_undo_phase",
        inner.get("bootstrap_undo_phase")!.value,
        `one of ${UNDO_PHASES.join(", ")}`,
      );
    const undo = inner.get("bootstrap_undo");
    const word = undo?.value.kind === "scalar" ? String(undo.value.value) : undefined;
    if (undo !== undefined && undo.value.kind !== "list" && word !== "auto" && word !== "none")
      inner.wrong("bootstrap_undo", undo.value, "auto, none or a list of tasks");
    const rerunOn = inner.texts("bootstrap_rerun_on");
    const readOnly = inner.boolean("bootstrap_readonly");
    const inARow = inner.number("bootstrap_in_a_row");
    if (inARow !== undefined && !(Number.isInteger(inARow) && Number(inARow) >= 1))
      inner.wrong("bootstrap_in_a_row", inner.get("bootstrap_in_a_row")!.value, "a whole number from 1");
    const requires = inner.texts("bootstrap_requires").flatMap((text) => {
      const [, tool, minimum] = /^\s*([\w.+-]+)\s*(?:>=\s*(\d+(?:\.\d+)*))?\s*$/.exec(text) ?? [];
      if (tool !== undefined) return [{ tool, ...(minimum !== undefined && { minimum }) }];
      inner.wrong(
        "bootstrap_requires",
        inner.get("bootstrap_requires")!.value,
        'names of programs, each with a lowest version or without: kubectl, "helm >= 3.12"',
      );
      return [];
    });
    return {
      ...(key !== undefined && { key }),
      ...(undo?.value.kind === "list" && { undo: this.#readUndo(undo, frame) }),
      ...((word === "auto" || word === "none") && { undo: word }),
      ...(phase !== undefined && { undoPhase: phase as UndoPhase }),
      ...(rerunOn.length > 0 && { rerunOn }),
      ...(readOnly !== undefined && { readOnly }),
      ...(requires.length > 0 && { requires }),
      ...(typeof inARow === "number" && { inARow }),
    };
  }
}

const listed = (module: string): string => (MODULES[module]?.params ?? []).slice(0, 12).join(", ");

/** `module_defaults`, with full module names as keys. */
export function moduleDefaultsOf(
  fields: Fields,
  report: Report,
): Readonly<Record<string, Readonly<Record<string, Json>>>> {
  const map = fields.mapping("module_defaults");
  if (map === undefined) return {};
  return Object.fromEntries(
    map.entries.flatMap(({ key, position, value }) => {
      const path = [...fields.path, "module_defaults", key];
      const isGroup = key.startsWith("group/");
      const name = isGroup ? key : moduleName(key);
      if (name === undefined)
        report.error(
          "unknown",
          position,
          path,
          `"${key}" is no module known here${didYouMean(key, MODULE_NAMES)}`,
        );
      if (isGroup && key !== "group/kubernetes.core.k8s" && key !== "group/kubernetes.core.helm")
        report.unsupported(
          position,
          path,
          `the group "${key}"`,
          "group/kubernetes.core.k8s and group/kubernetes.core.helm are known",
        );
      if (name === undefined || value.kind !== "map") {
        if (value.kind !== "map")
          report.error("value", value.position, path, "must be a mapping of arguments");
        return [];
      }
      return [[name, plain(value) as Record<string, Json>]];
    }),
  );
}
