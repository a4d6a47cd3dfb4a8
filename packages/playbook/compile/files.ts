import { createHash } from "node:crypto";
import path from "node:path";
import type { Json } from "../ir.ts";
import { isTemplate } from "../jinja/render.ts";
import type { Disk } from "./disk.ts";
import type { DraftTask } from "./draft.ts";
import { MODULES } from "./modules.ts";
import { addValue, addVariables, noNeeds } from "./references.ts";
import type { Report } from "./report.ts";
import type { Statics } from "./statics.ts";

/** A file or folder that travels with the playbook. */
export interface PackedFile {
  /** Absolute. */
  readonly source: string;
  /** sha256 over contents, and names where it is a folder. */
  readonly hash: string;
  /** Relative to playbook.json. */
  readonly packed: string;
}

const hashes = new Map<string, { readonly stamp: string; readonly hash: string }>();

const contents = (file: string, disk: Disk): readonly string[] =>
  disk.isFolder(file) ? disk.list(file).flatMap((name) => contents(path.join(file, name), disk)) : [file];

function hashOf(source: string, disk: Disk): string {
  const files = contents(source, disk);
  const stamp = files.map((file) => `${file}:${disk.stamp(file)}`).join("\n");
  const known = hashes.get(source);
  if (known?.stamp === stamp) return known.hash;
  const hash = createHash("sha256");
  for (const file of files) {
    hash
      .update(path.relative(source, file).replaceAll(path.sep, "/"))
      .update("\0")
      .update(disk.read(file))
      .update("\0");
  }
  const result = hash.digest("hex");
  hashes.set(source, { stamp, hash: result });
  return result;
}

/** Looks where Ansible looks: in the role, beside the tasks, beside the playbook. */
function find(
  name: string,
  kind: "files" | "templates",
  { place }: DraftTask,
  project: string,
  disk: Disk,
): string | undefined {
  const folders = [place.role, place.tasks, place.playbook].filter((folder) => folder !== undefined);
  const candidates = [
    ...folders.flatMap((folder) => [path.resolve(folder, kind, name), path.resolve(folder, name)]),
    path.resolve(project, name),
  ];
  return candidates.find((candidate) => disk.exists(candidate));
}

/** Names of files in one argument; a list gives several. */
const namesIn = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value as Json];

/** Finds the files that tasks name, so that they can be packed. */
export class Files {
  readonly #project: string;
  readonly #report: Report;
  readonly #disk: Disk;
  readonly packed = new Map<string, PackedFile>();

  /** Whether a word stands in any file that is packed; a template is such a file. */
  mentions(word: string): boolean {
    const pattern = new RegExp(`\\b${word}\\b`);
    return [...this.packed.values()]
      .filter(({ source }) => !this.#disk.isFolder(source))
      .some(({ source }) => pattern.test(this.#disk.read(source).toString("utf8")));
  }

  constructor(project: string, report: Report, disk: Disk) {
    this.#project = project;
    this.#report = report;
    this.#disk = disk;
  }

  /**
   * @param items - the items of an unrolled loop, each with its own names; otherwise one without any
   * @returns name as the task will write it → file
   */
  of(task: DraftTask, statics: readonly Statics[]): ReadonlyMap<string, PackedFile> {
    const found = new Map<string, PackedFile>();
    const { files = [] } = MODULES[task.module] ?? {};
    const isRemote = task.args["remote_src"] === true || task.args["remote_src"] === "yes";
    for (const argument of isRemote ? [] : files) {
      for (const template of namesIn(task.args[argument]))
        this.#add(found, task, argument, template, statics);
    }
    if (task.module === "ansible.builtin.script") this.#script(found, task, statics);
    this.#lookups(found, task);
    return found;
  }

  #add(
    found: Map<string, PackedFile>,
    task: DraftTask,
    argument: string,
    written: Json,
    statics: readonly Statics[],
  ): void {
    const isChart = argument === "chart_ref";
    // `template: { path: x.j2 }` of kubernetes.core.k8s.
    const template =
      written !== null && typeof written === "object" && !Array.isArray(written) && "path" in written
        ? (written["path"] as Json)
        : written;
    if (typeof template !== "string") return;
    const kind =
      task.module === "ansible.builtin.template" || argument === "template" ? "templates" : "files";
    for (const each of statics) {
      const name = each.text(template);
      if (name === undefined) {
        if (isChart && !template.includes("/")) continue;
        this.#report.unsupported(
          task.position,
          [task.module, argument],
          `a file that is known at run time only, ${JSON.stringify(template)},`,
          "name it with values known at synth, so that it can be packed for the machine where Terraform runs",
        );
        return;
      }
      if (/^(?:https?|oci):\/\//.test(name)) continue;
      const source = find(name, kind, task, this.#project, this.#disk);
      if (source !== undefined) this.#keep(found, name, source);
      // A chart may as well be one of a repository, a path from the root one of the machine where Terraform runs.
      else if (!isChart && !path.isAbsolute(name))
        this.#report.error(
          "reference",
          task.position,
          [task.module, argument],
          `there is no file "${name}" in ${kind}/ of the role or beside the playbook`,
        );
    }
  }

  #script(found: Map<string, PackedFile>, task: DraftTask, statics: readonly Statics[]): void {
    const { cmd } = task.args;
    if (typeof cmd !== "string") return;
    const [first = ""] = cmd.trim().split(/\s+/);
    if (!isTemplate(first) || statics.length > 0) this.#add(found, task, "cmd", first, statics);
  }

  #lookups(found: Map<string, PackedFile>, task: DraftTask): void {
    const needs = noNeeds();
    addValue(needs, task.args as Json);
    addVariables(needs, task.vars);
    for (const { name, args } of needs.lookups) {
      const short = name?.replace(/^ansible\.builtin\./, "");
      if (short !== "file" && short !== "template") continue;
      for (const node of args.positional.slice(1)) {
        if (node.kind !== "literal" || typeof node.value !== "string") continue;
        // A file of the machine where the task runs, /run/secrets/token for example: it stays there.
        if (path.isAbsolute(node.value)) continue;
        const source = find(
          node.value,
          short === "file" ? "files" : "templates",
          task,
          this.#project,
          this.#disk,
        );
        if (source !== undefined) this.#keep(found, node.value, source);
      }
    }
  }

  #keep(found: Map<string, PackedFile>, name: string, source: string): void {
    const hash = hashOf(source, this.#disk);
    const packed = `files/${hash.slice(0, 16)}/${path.basename(source)}`;
    const file = { source, hash, packed };
    found.set(name, file);
    this.packed.set(packed, file);
  }
}
