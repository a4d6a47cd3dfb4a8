import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { TaskFailure } from "../failure.ts";
import type { Diff } from "../output/diff.ts";
import type { ArgumentSpec, Arguments } from "./arguments.ts";
import { applyAttributes, fileSpec } from "./attributes.ts";
import { fileFacts } from "./file-facts.ts";
import { parseMode } from "./mode.ts";
import type { Module, ModuleContext, ModuleResult } from "./module.ts";
import { defaultMode } from "./write.ts";

type State = "file" | "directory" | "touch" | "absent" | "link" | "hard";

function stateOf(file: string): "absent" | "file" | "directory" | "link" {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return "absent";
  return stats.isSymbolicLink() ? "link" : stats.isDirectory() ? "directory" : "file";
}

const factsOf = (file: string): Readonly<Record<string, unknown>> => {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  return stats === undefined ? {} : fileFacts(stats);
};

const stateDiff = (file: string, before: string, after: string): Diff => ({
  before: { path: file, state: before },
  after: { path: file, state: after },
});

/** Mode, owner and group, for everything below as well if asked for. */
function attributes(file: string, args: Arguments, context: ModuleContext): boolean {
  if (!existsSync(file)) return false;
  let changed = applyAttributes(file, args, context.check).changed;
  if (args.flag("recurse") && stateOf(file) === "directory") {
    for (const name of readdirSync(file)) {
      const child = path.join(file, name);
      if (stateOf(child) === "link") continue;
      changed = attributes(child, args, context) || changed;
    }
  }
  return changed;
}

function directory(file: string, args: Arguments, context: ModuleContext): ModuleResult {
  const before = stateOf(file);
  if (before === "file") throw new TaskFailure(`${file} already exists as a file`, { path: file });
  const isNew = before === "absent";
  if (isNew && !context.check) {
    const made = mkdirSync(file, { recursive: true });
    // Every folder made on the way gets the task's mode, as Ansible does.
    for (
      let folder = path.resolve(file);
      made !== undefined && folder.startsWith(made) && folder !== path.resolve(file, "/");
      folder = path.dirname(folder)
    ) {
      applyAttributes(folder, args, false);
      if (folder === made) break;
    }
  }
  const changed = attributes(file, args, context) || isNew;
  return {
    changed,
    path: file,
    ...factsOf(file),
    diff: isNew ? stateDiff(file, "absent", "directory") : stateDiff(file, "directory", "directory"),
  };
}

function remove(file: string, context: ModuleContext): ModuleResult {
  const before = stateOf(file);
  if (before !== "absent" && !context.check) rmSync(file, { recursive: true, force: true });
  return {
    changed: before !== "absent",
    path: file,
    state: "absent",
    diff: stateDiff(file, before, "absent"),
  };
}

function touch(file: string, args: Arguments, context: ModuleContext): ModuleResult {
  const before = stateOf(file);
  const keeps = args.text("modification_time") === "preserve" && args.text("access_time") === "preserve";
  const changesTime = before === "absent" || !keeps;
  if (!context.check) {
    if (before === "absent")
      writeFileSync(file, "", {
        mode: args.has("mode") ? parseMode(args.get("mode"), defaultMode(), false) : defaultMode(),
      });
    else if (!keeps) utimesSync(file, new Date(), new Date());
  }
  const changed = attributes(file, args, context) || changesTime;
  return { changed, dest: file, ...factsOf(file), diff: stateDiff(file, before, "touch") };
}

/** Puts a link in place of whatever is there, without a moment in which nothing is. */
function replaceBy(file: string, make: (aside: string) => void): void {
  const aside = path.join(path.dirname(file), `.${path.basename(file)}.eksplan-${process.pid}`);
  rmSync(aside, { force: true });
  make(aside);
  renameSync(aside, file);
}

function link(file: string, args: Arguments, context: ModuleContext): ModuleResult {
  const source = args.optionalText("src");
  const before = stateOf(file);
  if (source === undefined) {
    if (before !== "link")
      throw new TaskFailure("src is required for creating new symbolic links", { path: file });
    return { changed: false, dest: file, src: readlinkSync(file), ...factsOf(file) };
  }
  const target = path.isAbsolute(source) ? source : path.join(path.dirname(file), source);
  if (!existsSync(target) && !args.flag("force")) {
    throw new TaskFailure(
      `src file does not exist, use "force=yes" if you really want to create the link: ${target}`,
      { path: file, src: source },
    );
  }
  if (before === "directory") {
    if (!args.flag("force") || readdirSync(file).length > 0)
      throw new TaskFailure(`refusing to convert from directory to symlink for ${file}`, { path: file });
    if (!context.check) rmSync(file, { recursive: true });
  }
  if (before === "file" && !args.flag("force"))
    throw new TaskFailure(`refusing to convert from file to symlink for ${file}`, { path: file });
  const changed = before !== "link" || readlinkSync(file) !== source;
  if (changed && !context.check) replaceBy(file, (aside) => symlinkSync(source, aside));
  return { changed, dest: file, src: source, ...factsOf(file), diff: stateDiff(file, before, "link") };
}

function hard(file: string, args: Arguments, context: ModuleContext): ModuleResult {
  const source = args.optionalText("src");
  if (source === undefined)
    throw new TaskFailure("src is required for creating new hardlinks", { path: file });
  const from = lstatSync(source, { throwIfNoEntry: false });
  if (from === undefined) throw new TaskFailure("src does not exist", { path: file, src: source });
  const before = stateOf(file);
  const changed = before === "absent" || lstatSync(file).ino !== from.ino;
  if (changed && before !== "absent" && !args.flag("force"))
    throw new TaskFailure("Cannot link, different hard link exists at destination", {
      dest: file,
      src: source,
    });
  if (changed && !context.check) replaceBy(file, (aside) => linkSync(source, aside));
  return {
    changed: attributes(file, args, context) || changed,
    dest: file,
    src: source,
    ...factsOf(file),
    diff: stateDiff(file, before, "hard"),
  };
}

const spec: ArgumentSpec = {
  ...fileSpec,
  path: { type: "path", required: true, aliases: ["dest", "name"] },
  state: { choices: ["absent", "directory", "file", "hard", "link", "touch"] },
  src: { type: "path" },
  recurse: { type: "bool", default: false },
  force: { type: "bool", default: false },
  follow: { type: "bool", default: true },
  modification_time: {},
  access_time: {},
};

export const file: Module = {
  spec,
  supportsCheck: true,
  run: async (args, context) => {
    const target = args.text("path");
    const before = stateOf(target);
    const state = (args.optionalText("state") ??
      (args.flag("recurse") ? "directory" : before === "directory" ? "directory" : "file")) as State;
    if (args.flag("recurse") && state !== "directory")
      throw new TaskFailure("recurse option requires state to be 'directory'", { path: target });
    switch (state) {
      case "directory":
        return directory(target, args, context);
      case "absent":
        return remove(target, context);
      case "touch":
        return touch(target, args, context);
      case "link":
        return link(target, args, context);
      case "hard":
        return hard(target, args, context);
      case "file":
        if (before === "absent")
          throw new TaskFailure(`file (${target}) is absent, cannot continue`, {
            path: target,
            state: "absent",
          });
        if (before === "directory")
          throw new TaskFailure(`file (${target}) is directory, cannot continue`, {
            path: target,
            state: "directory",
          });
        return { changed: attributes(target, args, context), path: target, ...factsOf(target) };
    }
  },
};
