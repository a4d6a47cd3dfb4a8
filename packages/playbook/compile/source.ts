import path from "node:path";
import type { Position } from "../ir.ts";
import type { Disk } from "./disk.ts";
import { type Located, type LocatedMap, locate, plain } from "./located.ts";
import type { Report } from "./report.ts";

/** Where a program's own files are, absolute. */
export interface Folders {
  /** The project; places are told relative to it. */
  readonly project: string;
  /** Where roles are looked for after the playbook's own `roles/`. */
  readonly roles: readonly string[];
}

/** The first place of a file, for mistakes about the file as a whole. */
export const startOf = (file: string): Position => ({ file, line: 1, column: 1 });

interface Kept {
  readonly stamp: string;
  readonly tree: Located | undefined;
}

const kept = new Map<string, Kept>();

/** Reads YAML files with places, once as long as they don't change. */
export class Source {
  readonly folders: Folders;
  readonly report: Report;
  readonly disk: Disk;
  readonly #trees = new Set<Located>();

  constructor(folders: Folders, report: Report, disk: Disk) {
    this.folders = folders;
    this.report = report;
    this.disk = disk;
  }

  /** @returns how a file is called in messages and in the compiled playbook */
  label(file: string): string {
    const relative = path.relative(this.folders.project, file);
    const isInside = !relative.startsWith("..") && !path.isAbsolute(relative);
    return (isInside ? relative : file).replaceAll(path.sep, "/");
  }

  /** @returns the tree, or undefined after a mistake was reported; an empty file is `null` */
  read(file: string, from?: Position): Located | undefined {
    const label = this.label(file);
    const stamp = `${this.disk.stamp(file)}:${label}`;
    const known = kept.get(file);
    if (known?.stamp === stamp) {
      if (known.tree !== undefined) this.#trees.add(known.tree);
      return known.tree;
    }
    let text: string;
    try {
      text = this.disk.read(file).toString("utf8");
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const reason = code === "ENOENT" ? "there is no such file" : message;
      this.report.error("unreadable", from ?? startOf(label), [], `${label} can't be read: ${reason}`);
      return undefined;
    }
    const tree = locate(text, label, this.report);
    if (!this.report.hasErrors) kept.set(file, { stamp, tree });
    if (tree !== undefined) this.#trees.add(tree);
    return tree;
  }

  /** Whether a word stands anywhere in what was read. */
  mentions(word: string): boolean {
    const pattern = new RegExp(`\\b${word}\\b`);
    return [...this.#trees].some((tree) => pattern.test(JSON.stringify(plain(tree))));
  }

  /** @returns a mapping of variables; an empty or absent optional file has none */
  readVars(file: string, from?: Position): LocatedMap | undefined {
    const tree = this.read(file, from);
    if (tree === undefined || (tree.kind === "scalar" && tree.value === null)) return undefined;
    if (tree.kind === "map") return tree;
    this.report.error("value", tree.position, [], "a file of variables is a mapping of names to values");
    return undefined;
  }

  /** The first of `main.yml`, `main.yaml`, `main` in a folder. */
  mainFile(folder: string, name = "main"): string | undefined {
    const names = path.extname(name) === "" ? [`${name}.yml`, `${name}.yaml`, name] : [name];
    return names.map((candidate) => path.join(folder, candidate)).find((file) => this.disk.isFile(file));
  }

  /** The folder of a role: beside the playbook, then the shipped ones. */
  roleFolder(name: string, playbookFolder: string): string | undefined {
    const places = [path.join(playbookFolder, "roles"), ...this.folders.roles, playbookFolder];
    return places
      .map((place) => path.join(place, name))
      .find((folder) =>
        ["tasks", "defaults", "vars", "handlers", "meta"].some((part) =>
          this.disk.exists(path.join(folder, part)),
        ),
      );
  }
}
