import path from "node:path";
import type { Json, Position } from "../ir.ts";
import type { Draft, DraftPlay } from "./draft.ts";
import { tasksOf } from "./draft.ts";
import { Fields } from "./fields.ts";
import { type Frame, inherit } from "./frame.ts";
import { entry, type Located, type LocatedMap, plain } from "./located.ts";
import { didYouMean } from "./report.ts";
import type { Source } from "./source.ts";
import { Statics, type StaticValues } from "./statics.ts";
import { moduleDefaultsOf } from "./task.ts";
import { type LoadedRole, Walker } from "./walk.ts";

const LOCAL = new Set(["localhost", "127.0.0.1", "all"]);

/** Reads the plays of a playbook file, those that it imports in place. */
export function readPlays(file: string, source: Source, values: StaticValues): readonly DraftPlay[] {
  return playsOf(file, source, values, undefined, []);
}

function playsOf(
  file: string,
  source: Source,
  values: StaticValues,
  from: Position | undefined,
  above: readonly string[],
): readonly DraftPlay[] {
  const { report } = source;
  const tree = source.read(file, from);
  if (tree === undefined) return [];
  if (tree.kind !== "list" || tree.items.length === 0) {
    report.error(
      "value",
      tree.position,
      [],
      "a playbook is a list of plays; see docs/bootstrap.md for one to begin with",
    );
    return [];
  }
  return tree.items.flatMap((item, index): readonly DraftPlay[] => {
    if (item.kind !== "map") {
      report.error("value", item.position, [index], "a play is a mapping with `hosts` and `tasks`");
      return [];
    }
    const imported = item.entries.find(({ key }) => /^(?:ansible\.builtin\.)?import_playbook$/.test(key));
    if (imported === undefined) return [new PlayReader(file, source, values).read(item, index)];
    const { value } = imported;
    if (value.kind !== "scalar" || typeof value.value !== "string" || value.value.includes("{{")) {
      report.error("value", value.position, [index, imported.key], "must be the plain name of a playbook");
      return [];
    }
    for (const { key, position } of item.entries.filter(({ key }) => key !== imported.key && key !== "name"))
      report.unsupported(
        position,
        [index, key],
        `"${key}" on an import of a playbook`,
        "put it on the plays themselves",
      );
    const target = path.resolve(path.dirname(file), value.value);
    if (above.includes(target) || target === file) {
      report.error("reference", value.position, [index, imported.key], "the playbook imports itself");
      return [];
    }
    return playsOf(target, source, values, value.position, [...above, file]);
  });
}

class PlayReader {
  readonly #file: string;
  readonly #source: Source;
  readonly #values: StaticValues;
  readonly #walker: Walker;

  constructor(file: string, source: Source, values: StaticValues) {
    this.#file = file;
    this.#source = source;
    this.#values = values;
    this.#walker = new Walker(source, values);
  }

  read(map: LocatedMap, index: number): DraftPlay {
    const { report } = this.#source;
    const fields = new Fields(map, [index], report);
    this.#walker.checkKeys(map, "play", [index]);
    this.#checkHosts(fields);
    const frame = this.#frame(fields, index);
    const roles = this.#roles(fields, frame);
    // Variables of all roles of a play are seen by all its tasks; each role sees its own before those of others.
    const shared: Frame = {
      ...frame,
      vars: {
        ...frame.vars,
        roleDefaults: Object.assign(
          {},
          frame.vars.roleDefaults,
          ...roles.map(({ role }) => role.defaults),
        ) as Record<string, Json>,
        roleVars: Object.assign({}, ...roles.map(({ role }) => role.vars)) as Record<string, Json>,
      },
    };
    const part = (key: string): readonly Draft[] =>
      this.#walker.list(fields.list(key), { ...shared, path: [index, key] });
    const before = part("pre_tasks");
    const ofRoles = roles.flatMap(({ role, frame: own, position }) =>
      this.#walker.roleTasks(
        role,
        {
          ...own,
          vars: { ...own.vars, roleDefaults: shared.vars.roleDefaults, roleVars: shared.vars.roleVars },
        },
        position,
      ),
    );
    const main = part("tasks");
    const after = part("post_tasks");
    const handlers = this.#walker
      .list(fields.list("handlers"), {
        ...shared,
        path: [index, "handlers"],
        isHandler: true,
        when: [],
        notify: [],
      })
      .flatMap(tasksOf);
    const forceHandlers = fields.boolean("force_handlers") ?? false;
    return {
      name: fields.text("name") ?? "localhost",
      forceHandlers,
      position: map.position,
      steps: [...before, "flush", ...ofRoles, ...main, "flush", ...after, "flush"],
      handlers: [...this.#walker.roleHandlers, ...handlers],
    };
  }

  #checkHosts(fields: Fields): void {
    const { report } = this.#source;
    const hosts = fields.get("hosts");
    if (hosts === undefined)
      report.error("value", fields.map.position, fields.path, 'no "hosts"; write `hosts: localhost`');
    for (const host of fields.texts("hosts", { commas: true })) {
      if (!LOCAL.has(host))
        report.unsupported(
          hosts!.value.position,
          [...fields.path, "hosts"],
          `the host "${host}"`,
          "every play runs on localhost, where Terraform runs",
        );
    }
    const connection = fields.text("connection");
    if (connection !== undefined && connection !== "local" && connection !== "ansible.builtin.local")
      report.unsupported(
        fields.get("connection")!.value.position,
        [...fields.path, "connection"],
        `the connection "${connection}"`,
        "write local",
      );
    if (fields.boolean("gather_facts") !== false)
      report.error(
        "value",
        fields.get("gather_facts")?.value.position ?? fields.map.position,
        [...fields.path, "gather_facts"],
        "facts about the machine are not gathered, since they would differ from run to run; write `gather_facts: false`",
      );
  }

  #frame(fields: Fields, index: number): Frame {
    const { report } = this.#source;
    const folder = path.dirname(this.#file);
    const bare: Frame = {
      path: [index],
      place: { tasks: folder, playbook: folder },
      roleName: undefined,
      vars: { roleDefaults: {}, play: {}, roleVars: {}, block: {}, params: {}, given: this.#values.given },
      when: [],
      environment: [],
      moduleDefaults: {},
      notify: [],
      tags: [],
      isHandler: false,
    };
    const frame = inherit(bare, fields, moduleDefaultsOf(fields, report));
    const own = { playbook_dir: this.#source.label(folder), ...fields.vars() };
    return { ...frame, vars: { ...frame.vars, play: { ...own, ...this.#varsFiles(fields, own) } } };
  }

  #varsFiles(fields: Fields, own: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
    const { report } = this.#source;
    const known: Record<string, Json> = {};
    for (const item of fields.list("vars_files")) {
      // A list in the list is Ansible's "the first one that exists".
      const names = item.kind === "list" ? item.items : [item];
      const texts = names.map((name) =>
        new Statics({ ...own, ...known, ...this.#values.given }, this.#values).text(plain(name)),
      );
      const files = texts.map((text) =>
        text === undefined ? undefined : path.resolve(path.dirname(this.#file), text),
      );
      if (files.includes(undefined)) {
        report.unsupported(
          item.position,
          [...fields.path, "vars_files"],
          "a file of variables that is known at run time only",
          "name it with values known at synth",
        );
        continue;
      }
      const file =
        names.length === 1
          ? files[0]!
          : (files as string[]).find(
              (candidate) =>
                this.#source.mainFile(path.dirname(candidate), path.basename(candidate)) !== undefined,
            );
      const map = file === undefined ? undefined : this.#source.readVars(file, item.position);
      if (file === undefined)
        report.error(
          "reference",
          item.position,
          [...fields.path, "vars_files"],
          "none of these files is there",
        );
      if (map !== undefined) Object.assign(known, plain(map));
    }
    return known;
  }

  #roles(
    fields: Fields,
    frame: Frame,
  ): readonly { readonly role: LoadedRole; readonly frame: Frame; readonly position: Position }[] {
    return fields.list("roles").flatMap((item, index) => {
      const path = [...frame.path, "roles", index];
      const found = this.#roleEntry(item, path, frame);
      const role =
        found === undefined ? undefined : this.#walker.role(found.name, frame.place.playbook, item.position);
      return role === undefined ? [] : [{ role, frame: found!.frame, position: item.position }];
    });
  }

  #roleEntry(
    item: Located,
    path: Frame["path"],
    outer: Frame,
  ): { readonly name: string; readonly frame: Frame } | undefined {
    const { report } = this.#source;
    if (item.kind === "scalar" && typeof item.value === "string")
      return { name: item.value, frame: { ...outer, path } };
    const name = item.kind === "map" ? (entry(item, "role") ?? entry(item, "name")) : undefined;
    if (item.kind !== "map" || name?.value.kind !== "scalar" || typeof name.value.value !== "string") {
      report.error(
        "value",
        item.position,
        path,
        `a role is a name or a mapping with "role"${
          item.kind === "map"
            ? didYouMean(
                "role",
                item.entries.map(({ key }) => key),
              )
            : ""
        }`,
      );
      return undefined;
    }
    this.#walker.checkKeys(item, "role", path);
    const fields = new Fields(item, path, report);
    const frame = inherit({ ...outer, path }, fields, moduleDefaultsOf(fields, report));
    // Whatever is no keyword is a parameter of the role.
    const loose = item.entries.filter(
      ({ key }) =>
        ![
          "role",
          "name",
          "vars",
          "when",
          "tags",
          "environment",
          "module_defaults",
          "no_log",
          "check_mode",
          "diff",
          "ignore_errors",
          "timeout",
        ].includes(key),
    );
    const params = {
      ...Object.fromEntries(loose.map(({ key, value }) => [key, plain(value)])),
      ...fields.vars(),
    };
    return {
      name: name.value.value,
      frame: { ...frame, vars: { ...frame.vars, params: { ...frame.vars.params, ...params } } },
    };
  }
}
