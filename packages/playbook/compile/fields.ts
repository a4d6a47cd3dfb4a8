import type { FieldPath } from "@eksplan/diagnostics/issue";
import type { Conditions, Json, LoopControl, Position } from "../ir.ts";
import { entry, type Located, type LocatedEntry, type LocatedMap, plain } from "./located.ts";
import { didYouMean, type Report } from "./report.ts";

const describe = (node: Located): string => {
  switch (node.kind) {
    case "list":
      return "a list";
    case "map":
      return "a mapping";
    case "unsafe":
      return "!unsafe text";
    case "scalar":
      return node.value === null ? "nothing" : JSON.stringify(node.value);
  }
};

/** Reads single keywords of a play, block or task; mistakes go to the report. */
export class Fields {
  readonly map: LocatedMap;
  readonly path: FieldPath;
  readonly #report: Report;

  constructor(map: LocatedMap, path: FieldPath, report: Report) {
    this.map = map;
    this.path = path;
    this.#report = report;
  }

  get(key: string): LocatedEntry | undefined {
    return entry(this.map, key);
  }

  wrong(key: string, node: Located, allowed: string): undefined {
    this.#report.error("value", node.position, [...this.path, key], `${describe(node)} is not ${allowed}`);
    return undefined;
  }

  text(key: string): string | undefined {
    const value = this.get(key)?.value;
    if (value === undefined) return undefined;
    if (value.kind === "scalar" && value.value !== null)
      return String(value.kind === "scalar" && typeof value.value !== "string" ? value.source : value.value);
    return this.wrong(key, value, "text");
  }

  boolean(key: string): boolean | undefined {
    const value = this.get(key)?.value;
    if (value === undefined) return undefined;
    if (value.kind === "scalar" && typeof value.value === "boolean") return value.value;
    return this.wrong(key, value, "true or false");
  }

  /** A boolean or a template of one. */
  flag(key: string): boolean | string | undefined {
    const value = this.get(key)?.value;
    if (value === undefined) return undefined;
    if (value.kind === "scalar" && (typeof value.value === "boolean" || isTemplateText(value.value)))
      return value.value as boolean | string;
    return this.wrong(key, value, "true, false or a template");
  }

  /** A number or a template of one. */
  number(key: string): number | string | undefined {
    const value = this.get(key)?.value;
    if (value === undefined) return undefined;
    if (value.kind === "scalar" && (typeof value.value === "number" || isTemplateText(value.value)))
      return value.value as number | string;
    if (value.kind === "scalar" && typeof value.value === "string" && /^\d+(?:\.\d+)?$/.test(value.value))
      return Number(value.value);
    return this.wrong(key, value, "a number or a template");
  }

  seconds(key: string): number | undefined {
    const value = this.number(key);
    if (typeof value !== "string") return value;
    this.#report.error(
      "value",
      this.get(key)!.value.position,
      [...this.path, key],
      "must be a plain number of seconds, since it is fixed at synth",
    );
    return undefined;
  }

  /** A text or a list of texts; commas separate where Ansible lets them. */
  texts(key: string, { commas = false } = {}): readonly string[] {
    const value = this.get(key)?.value;
    if (value === undefined || (value.kind === "scalar" && value.value === null)) return [];
    const items = value.kind === "list" ? value.items : [value];
    return items.flatMap((item) => {
      if (item.kind !== "scalar" || item.value === null) {
        this.wrong(key, item, "text or a list of texts");
        return [];
      }
      const text = typeof item.value === "string" ? item.value : item.source;
      return commas
        ? text
            .split(",")
            .map((part) => part.trim())
            .filter((part) => part !== "")
        : [text];
    });
  }

  conditions(key: string): Conditions | undefined {
    const value = this.get(key)?.value;
    if (value === undefined) return undefined;
    const items = value.kind === "list" ? value.items : [value];
    return items.flatMap((item): (string | boolean)[] => {
      if (item.kind === "scalar" && typeof item.value === "boolean") return [item.value];
      if (item.kind === "scalar" && typeof item.value === "string" && item.value.trim() !== "") {
        if (/^\s*\{\{.*\}\}\s*$/s.test(item.value))
          this.#report.warning(
            item.position,
            [...this.path, key],
            "a condition is an expression already; leave out {{ }}",
          );
        return [item.value];
      }
      if (item.kind === "scalar" && typeof item.value === "number") return [String(item.value)];
      this.wrong(key, item, "an expression");
      return [];
    });
  }

  mapping(key: string): LocatedMap | undefined {
    const value = this.get(key)?.value;
    if (value === undefined || (value.kind === "scalar" && value.value === null)) return undefined;
    return value.kind === "map" ? value : this.wrong(key, value, "a mapping");
  }

  list(key: string): readonly Located[] {
    const value = this.get(key)?.value;
    if (value === undefined || (value.kind === "scalar" && value.value === null)) return [];
    if (value.kind === "list") return value.items;
    this.wrong(key, value, "a list");
    return [];
  }

  vars(): Record<string, Json> {
    const map = this.mapping("vars");
    if (map === undefined) return {};
    for (const { key, position } of map.entries) this.#variableName(key, position, [...this.path, "vars"]);
    return plain(map) as Record<string, Json>;
  }

  #variableName(name: string, position: Position, path: FieldPath): void {
    if (!/^[A-Za-z_]\w*$/.test(name))
      this.#report.error(
        "value",
        position,
        path,
        `"${name}" is not a name for a variable: letters, digits and _, no digit first`,
      );
    else if (name === "eks")
      this.#report.error("value", position, path, '"eks" holds the values of Terraform; choose another name');
  }

  register(): string | undefined {
    const name = this.text("register");
    if (name !== undefined)
      this.#variableName(name, this.get("register")!.value.position, [...this.path, "register"]);
    return name;
  }

  environment(): readonly (Readonly<Record<string, Json>> | string)[] {
    const value = this.get("environment")?.value;
    if (value === undefined) return [];
    const items = value.kind === "list" ? value.items : [value];
    return items.flatMap((item): (Record<string, Json> | string)[] => {
      if (item.kind === "map") return [plain(item) as Record<string, Json>];
      if (item.kind === "scalar" && isTemplateText(item.value)) return [item.value as string];
      if (item.kind === "scalar" && item.value === null) return [];
      this.wrong("environment", item, "a mapping of names to values");
      return [];
    });
  }

  loopControl(): LoopControl | undefined {
    const map = this.mapping("loop_control");
    if (map === undefined) return undefined;
    const known = ["loop_var", "index_var", "label", "pause", "extended", "extended_allitems", "break_when"];
    const inner = new Fields(map, [...this.path, "loop_control"], this.#report);
    for (const { key, position } of map.entries) {
      if (!known.includes(key))
        this.#report.error("unknown", position, inner.path, `unknown key "${key}"${didYouMean(key, known)}`);
      if (key === "break_when" || key === "extended_allitems")
        this.#report.unsupported(position, [...inner.path, key], `"${key}"`, "leave it out");
    }
    const loopVar = inner.text("loop_var");
    const indexVar = inner.text("index_var");
    const label = inner.get("label");
    const pause = inner.number("pause");
    const extended = inner.boolean("extended");
    return {
      ...(loopVar !== undefined && { loopVar }),
      ...(indexVar !== undefined && { indexVar }),
      ...(label !== undefined && { label: plain(label.value) }),
      ...(pause !== undefined && { pause }),
      ...(extended !== undefined && { extended }),
    };
  }
}

const isTemplateText = (value: unknown): boolean => typeof value === "string" && /\{\{|\{%/.test(value);
