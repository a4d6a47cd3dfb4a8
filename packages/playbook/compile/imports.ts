import type { Json } from "../ir.ts";
import { isTemplate } from "../jinja/render.ts";
import { Fields } from "./fields.ts";
import { type Frame, mergedVars } from "./frame.ts";
import { entry, type Located, type LocatedEntry, type LocatedMap, plain } from "./located.ts";
import { didYouMean, type Report } from "./report.ts";
import { Statics, type StaticValues } from "./statics.ts";

/** Text given plain or as the one interesting key of a mapping: `import_tasks: x.yml`, `import_tasks: { file: x.yml }`. */
const IMPORT_ARGS = {
  tasks: ["file", "_raw_params", "apply"],
  role: [
    "name",
    "role",
    "tasks_from",
    "vars_from",
    "defaults_from",
    "handlers_from",
    "apply",
    "public",
    "allow_duplicates",
    "rolespec_validate",
  ],
} as const;

/** Reads what an import or include says: names, and the list that it loops over. */
export class Imports {
  readonly #report: Report;
  readonly #values: StaticValues;

  constructor(report: Report, values: StaticValues) {
    this.#report = report;
    this.#values = values;
  }

  #statics(frame: Frame): Statics {
    return new Statics(mergedVars(frame.vars), this.#values);
  }

  /** One frame for each item of a `loop` on an include; the list must be known at synth. */
  loops(map: LocatedMap, what: string, frame: Frame): readonly Frame[] {
    const loop = entry(map, "loop");
    if (loop === undefined) return [frame];
    const fields = new Fields(map, frame.path, this.#report);
    const control = fields.loopControl();
    const items = this.#statics(frame).value(plain(loop.value))?.value;
    if (what.startsWith("import_")) {
      this.#report.error(
        "value",
        loop.position,
        [...frame.path, "loop"],
        `${what} can't loop, neither here nor in Ansible; use ${what.replace("import", "include")}`,
      );
      return [];
    }
    if (!Array.isArray(items)) {
      this.#report.unsupported(
        loop.value.position,
        [...frame.path, "loop"],
        "an include over a list that is known at run time only",
        "give a list of plain values, or loop in the tasks",
      );
      return [];
    }
    return items.map((item: Json, index) => {
      const own: Record<string, Json> = { [control?.loopVar ?? "item"]: asData(item) };
      if (control?.indexVar !== undefined) own[control.indexVar] = index;
      return { ...frame, vars: { ...frame.vars, block: { ...frame.vars.block, ...own } } };
    });
  }

  /** Arguments of an import, as text each. */
  args(
    { key, value }: LocatedEntry,
    kind: keyof typeof IMPORT_ARGS,
    frame: Frame,
  ): ReadonlyMap<string, Located> {
    if (value.kind === "scalar" && value.value !== null)
      return new Map([[kind === "tasks" ? "file" : "name", value]]);
    if (value.kind !== "map") {
      this.#report.error("value", value.position, [...frame.path, key], "needs a name");
      return new Map();
    }
    const known: readonly string[] = IMPORT_ARGS[kind];
    for (const { key: name, position } of value.entries) {
      if (!known.includes(name))
        this.#report.error(
          "unknown",
          position,
          [...frame.path, key, name],
          `${key} has no argument "${name}"${didYouMean(name, known)}`,
        );
      else if (name === "apply")
        this.#report.unsupported(
          position,
          [...frame.path, key, name],
          '"apply"',
          "put the keywords on the task itself: they go to all that it brings",
        );
    }
    return new Map(value.entries.map(({ key: name, value: inner }) => [name, inner]));
  }

  text(node: Located | undefined, frame: Frame, what: string): string | undefined {
    if (node === undefined || node.kind !== "scalar" || node.value === null) {
      if (node !== undefined) this.#report.error("value", node.position, frame.path, `${what} must be text`);
      return undefined;
    }
    const text = typeof node.value === "string" ? node.value : node.source;
    if (!isTemplate(text)) return text;
    const known = this.#statics(frame).text(text);
    if (known === undefined)
      this.#report.unsupported(
        node.position,
        frame.path,
        `${what} that is known at run time only, ${JSON.stringify(text)},`,
        "name it with values known at synth",
      );
    return known;
  }
}

/** Marks every text inside a value as data, since it was rendered already. */
export function asData(value: Json): Json {
  if (typeof value === "string") return isTemplate(value) ? { $unsafe: value } : value;
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(asData);
  return "$unsafe" in value
    ? value
    : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asData(item)]));
}
