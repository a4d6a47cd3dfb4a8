import path from "node:path";
import type { Json, Position } from "../ir.ts";
import { metadataOfBlock } from "./block.ts";
import type { Draft, DraftTask, Place, TaskMetadata } from "./draft.ts";
import { tasksOf } from "./draft.ts";
import { Fields } from "./fields.ts";
import { type Frame, inherit } from "./frame.ts";
import { Imports } from "./imports.ts";
import { isAnsibleKeyword, type Level, refusal, SUPPORTED } from "./keywords.ts";
import { entry, type Located, type LocatedEntry, type LocatedMap, plain } from "./located.ts";
import { didYouMean, type Report } from "./report.ts";
import type { Source } from "./source.ts";
import type { StaticValues } from "./statics.ts";
import { moduleCall, moduleDefaultsOf, TaskReader } from "./task.ts";

const DEEPEST_IMPORT = 30;

/** A role with its variables, before any of its tasks is read. */
export interface LoadedRole {
  readonly name: string;
  readonly folder: string;
  readonly defaults: Readonly<Record<string, Json>>;
  readonly vars: Readonly<Record<string, Json>>;
}

/** Reads lists of tasks with all that they import, roles included, to one flat order. */
export class Walker {
  readonly #source: Source;
  readonly #read: Imports;
  readonly #tasks: TaskReader;
  readonly #roles = new Map<string, LoadedRole>();
  readonly #depth: string[] = [];
  /** Handlers of roles, in the order in which the roles came. */
  readonly roleHandlers: DraftTask[] = [];
  readonly #handlersRead = new Set<string>();

  constructor(source: Source, values: StaticValues) {
    this.#source = source;
    this.#read = new Imports(source.report, values);
    this.#tasks = new TaskReader(source.report, (undo, frame) => this.#undo(undo, frame));
  }

  get #report(): Report {
    return this.#source.report;
  }

  list(items: readonly Located[], frame: Frame): readonly Draft[] {
    return items.flatMap((item, index) => this.#item(item, { ...frame, path: [...frame.path, index] }));
  }

  #undo({ value }: LocatedEntry, frame: Frame): readonly DraftTask[] {
    if (value.kind !== "list") return [];
    const bare: Frame = {
      ...frame,
      path: [...frame.path, "vars", "bootstrap_undo"],
      when: [],
      notify: [],
      isHandler: false,
    };
    return this.list(value.items, bare).flatMap(tasksOf);
  }

  #item(item: Located, frame: Frame): readonly Draft[] {
    if (item.kind !== "map") {
      this.#report.error(
        "value",
        item.position,
        frame.path,
        "a task is a mapping: a name and a module with its arguments",
      );
      return [];
    }
    if (["block", "rescue", "always"].some((key) => entry(item, key) !== undefined))
      return this.#block(item, frame);
    const fields = new Fields(item, frame.path, this.#report);
    const call = moduleCall(fields, frame.isHandler ? "handler" : "task", this.#report);
    if (call === undefined) return [];
    switch (call.name) {
      case "import_tasks":
      case "include_tasks":
        return this.#imports(item, call.entry, call.name, frame);
      case "import_role":
      case "include_role":
        return this.#importRole(item, call.entry, call.name, frame);
      default:
        return [this.#tasks.read(item, call, frame)];
    }
  }

  checkKeys(map: LocatedMap, level: Level, path: Frame["path"]): void {
    for (const { key, position, value } of map.entries) {
      if (SUPPORTED[level].has(key)) continue;
      const isFalse = value.kind === "scalar" && value.value === false && key.startsWith("become");
      if (isFalse) continue;
      if (isAnsibleKeyword(key))
        this.#report.unsupported(
          position,
          [...path, key],
          `"${key}" on a ${level}`,
          refusal(key) ?? `"${key}" belongs to tasks`,
        );
      else if (level !== "role")
        this.#report.error(
          "unknown",
          position,
          [...path, key],
          `"${key}" is not a keyword of a ${level}${didYouMean(key, SUPPORTED[level])}`,
        );
    }
  }

  #block(map: LocatedMap, outer: Frame): readonly Draft[] {
    this.checkKeys(map, "block", outer.path);
    const fields = new Fields(map, outer.path, this.#report);
    const frame = this.#inner(fields, outer);
    const part = (key: string): readonly Draft[] =>
      this.list(fields.list(key), { ...frame, path: [...outer.path, key] });
    const [block, rescue, always] = [part("block"), part("rescue"), part("always")];
    if (rescue.length === 0 && always.length === 0) return block;
    if (frame.isHandler) {
      this.#report.unsupported(
        map.position,
        outer.path,
        "a block with rescue or always as a handler",
        "notify plain tasks",
      );
      return [];
    }
    const meta: TaskMetadata = metadataOfBlock(fields);
    return [
      {
        kind: "block",
        name: fields.text("name"),
        role: frame.roleName,
        block,
        rescue,
        always,
        meta,
        position: map.position,
      },
    ];
  }

  /** The frame inside of a block or import: its keywords and variables go to every task. */
  #inner(fields: Fields, outer: Frame): Frame {
    const frame = inherit(outer, fields, moduleDefaultsOf(fields, this.#report));
    const { bootstrap_key: _, ...own } = fields.vars();
    return { ...frame, vars: { ...frame.vars, block: { ...frame.vars.block, ...own } } };
  }

  #imports(map: LocatedMap, call: LocatedEntry, what: string, outer: Frame): readonly Draft[] {
    const args = this.#read.args(call, "tasks", outer);
    const inner = this.#inner(new Fields(map, outer.path, this.#report), outer);
    return this.#read.loops(map, what, inner).flatMap((frame) => {
      const name = this.#read.text(args.get("file") ?? args.get("_raw_params"), frame, "a file of tasks");
      if (name === undefined) return [];
      const { tasks, role, playbook } = frame.place;
      const folders = [tasks, ...(role === undefined ? [] : [path.join(role, "tasks"), role]), playbook];
      const file = folders
        .map((folder) => path.resolve(folder, name))
        .find((candidate) => this.#source.disk.exists(candidate));
      if (file === undefined) {
        this.#report.error(
          "reference",
          call.value.position,
          [...frame.path, call.key],
          `there is no file ${name} in ${folders.map((folder) => this.#source.label(folder)).join(", ")}`,
        );
        return [];
      }
      return this.taskFile(file, frame, call.position);
    });
  }

  /** All tasks of a file, in the frame of who imports it. */
  taskFile(file: string, frame: Frame, from: Position): readonly Draft[] {
    if (this.#depth.length >= DEEPEST_IMPORT) {
      this.#report.error(
        "reference",
        from,
        frame.path,
        `imports go ${DEEPEST_IMPORT} deep; does one import itself?`,
      );
      return [];
    }
    const tree = this.#source.read(file, from);
    if (tree === undefined || (tree.kind === "scalar" && tree.value === null)) return [];
    if (tree.kind !== "list") {
      this.#report.error("value", tree.position, [], "a file of tasks is a list");
      return [];
    }
    this.#depth.push(file);
    try {
      return this.list(tree.items, {
        ...frame,
        path: [],
        place: { ...frame.place, tasks: path.dirname(file) },
      });
    } finally {
      this.#depth.pop();
    }
  }

  role(
    name: string,
    playbook: string,
    from: Position,
    parts: { vars?: string; defaults?: string } = {},
  ): LoadedRole | undefined {
    const folder = this.#source.roleFolder(name, playbook);
    if (folder === undefined) {
      const places = [path.join(playbook, "roles"), ...this.#source.folders.roles].map((place) =>
        this.#source.label(place),
      );
      this.#report.error("reference", from, [], `there is no role "${name}" in ${places.join(", ")}`);
      return undefined;
    }
    const key = JSON.stringify([folder, parts]);
    const known = this.#roles.get(key);
    if (known !== undefined) return known;
    const read = (part: string, file = "main"): Readonly<Record<string, Json>> => {
      const found = this.#source.mainFile(path.join(folder, part), file);
      const map = found === undefined ? undefined : this.#source.readVars(found, from);
      return map === undefined ? {} : (plain(map) as Record<string, Json>);
    };
    const role = { name, folder, defaults: read("defaults", parts.defaults), vars: read("vars", parts.vars) };
    this.#roles.set(key, role);
    return role;
  }

  #importRole(map: LocatedMap, call: LocatedEntry, what: string, outer: Frame): readonly Draft[] {
    const args = this.#read.args(call, "role", outer);
    const inner = this.#inner(new Fields(map, outer.path, this.#report), outer);
    return this.#read.loops(map, what, inner).flatMap((frame) => {
      const text = (key: string): string | undefined => this.#read.text(args.get(key), frame, `"${key}"`);
      const name = text("name") ?? text("role");
      if (name === undefined) return [];
      const [vars, defaults, tasksFrom] = [text("vars_from"), text("defaults_from"), text("tasks_from")];
      const parts = { ...(vars !== undefined && { vars }), ...(defaults !== undefined && { defaults }) };
      const role = this.role(name, frame.place.playbook, call.value.position, parts);
      return role === undefined ? [] : this.roleTasks(role, frame, call.value.position, tasksFrom);
    });
  }

  /** The tasks of a role; its handlers are kept aside. */
  roleTasks(role: LoadedRole, outer: Frame, from: Position, tasksFrom?: string): readonly Draft[] {
    const place: Place = { ...outer.place, role: role.folder, tasks: path.join(role.folder, "tasks") };
    const frame: Frame = {
      ...outer,
      roleName: role.name,
      place,
      vars: {
        ...outer.vars,
        roleDefaults: {
          ...outer.vars.roleDefaults,
          ...role.defaults,
          role_name: role.name,
          role_path: this.#source.label(role.folder),
        },
        roleVars: { ...outer.vars.roleVars, ...role.vars },
      },
    };
    this.#refuseDependencies(role);
    this.#readHandlers(role, frame);
    const file = this.#source.mainFile(path.join(role.folder, "tasks"), tasksFrom);
    if (file === undefined) {
      if (tasksFrom !== undefined)
        this.#report.error(
          "reference",
          from,
          outer.path,
          `the role "${role.name}" has no tasks/${tasksFrom}`,
        );
      return [];
    }
    return this.taskFile(file, frame, from);
  }

  #refuseDependencies(role: LoadedRole): void {
    const file = this.#source.mainFile(path.join(role.folder, "meta"));
    const meta = file === undefined ? undefined : this.#source.readVars(file);
    const list = meta === undefined ? undefined : entry(meta, "dependencies")?.value;
    if (list?.kind !== "list" || list.items.length === 0) return;
    this.#report.unsupported(
      list.position,
      ["dependencies"],
      "dependencies of a role",
      "import the roles in order in the playbook",
    );
  }

  #readHandlers(role: LoadedRole, frame: Frame): void {
    const file = this.#source.mainFile(path.join(role.folder, "handlers"));
    if (file === undefined || this.#handlersRead.has(file)) return;
    this.#handlersRead.add(file);
    const bare: Frame = { ...frame, when: [], notify: [], tags: [], isHandler: true };
    const start = { file: this.#source.label(file), line: 1, column: 1 };
    this.roleHandlers.push(...this.taskFile(file, bare, start).flatMap(tasksOf));
  }
}
