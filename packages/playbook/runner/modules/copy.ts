import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { PYTHON_JSON, toJson } from "../../jinja/json.ts";
import { renderFile } from "../../jinja/render.ts";
import { TaskFailure } from "../failure.ts";
import type { Diff } from "../output/diff.ts";
import type { ArgumentSpec, Arguments } from "./arguments.ts";
import { applyAttributes, fileSpec } from "./attributes.ts";
import { fileFacts, sha1 } from "./file-facts.ts";
import { parseMode } from "./mode.ts";
import type { Module, ModuleContext, ModuleResult } from "./module.ts";
import { splitWords } from "./words.ts";
import { defaultMode, makeFolder, writeAtomically } from "./write.ts";

const shared: ArgumentSpec = {
  ...fileSpec,
  src: { type: "path" },
  dest: { type: "path", required: true },
  backup: { type: "bool", default: false },
  force: { type: "bool", default: true },
  follow: { type: "bool", default: false },
  validate: {},
};

interface Write {
  readonly dest: string;
  readonly content: Buffer;
  readonly source: string;
}

const printable = (content: Buffer): boolean => !content.includes(0);

function contentDiff(before: Buffer | undefined, write: Write): Diff {
  const text = (content: Buffer | undefined): string =>
    content === undefined ? "" : printable(content) ? content.toString("utf8") : "binary file\n";
  return {
    before: text(before),
    after: text(write.content),
    before_header: write.dest,
    after_header: write.source,
  };
}

async function validate(args: Arguments, content: Buffer, context: ModuleContext): Promise<void> {
  const command = args.optionalText("validate");
  if (command === undefined) return;
  if (!command.includes("%s")) throw new TaskFailure(`validate must contain %s: ${command}`);
  const copy = path.join(await context.temporary(), `validate-${sha1(content)}`);
  writeAtomically(copy, content, 0o600);
  const [file = "", ...rest] = splitWords(command).map((word) => word.replaceAll("%s", copy));
  const { rc, stdout, stderr } = await context.children.run(file, rest, {
    env: context.environment,
    signal: context.signal,
  });
  if (rc !== 0)
    throw new TaskFailure("failed to validate", { exit_status: rc, stdout, stderr, checksum: sha1(content) });
}

function backUp(file: string): string {
  const now = new Date();
  const stamp = now
    .toISOString()
    .replace("T", "@")
    .slice(0, 19)
    .replace(/:(\d\d):(\d\d)$/, ":$1:$2");
  const copy = `${file}.${process.pid}.${stamp}~`;
  writeAtomically(copy, readFileSync(file), statSync(file).mode & 0o7777);
  return copy;
}

/** Brings one file to a content, and says so in the words of Ansible's `copy`. */
async function writeOne(args: Arguments, write: Write, context: ModuleContext): Promise<ModuleResult> {
  const target = args.flag("follow") && existsSync(write.dest) ? realpathSync(write.dest) : write.dest;
  const exists = existsSync(target);
  const before = exists ? readFileSync(target) : undefined;
  const folder = path.dirname(target);
  if (!existsSync(folder)) {
    // An earlier task may make it; Ansible's own check mode says no more.
    if (context.check) return { changed: true, dest: write.dest, checksum: sha1(write.content) };
    throw new TaskFailure(`Destination directory ${folder} does not exist`, {
      checksum: sha1(write.content),
    });
  }
  const differs = before === undefined || !before.equals(write.content);
  const isKept = exists && !args.flag("force");
  const result: Record<string, unknown> = { dest: write.dest, checksum: sha1(write.content) };
  if (differs && !isKept) {
    await validate(args, write.content, context);
    if (exists && args.flag("backup") && !context.check) result["backup_file"] = backUp(target);
    if (!context.check) writeAtomically(target, write.content, initialMode(args));
  }
  const attributes = existsSync(target)
    ? applyAttributes(target, args, context.check)
    : { changed: false, before: {}, after: {} };
  const changed = (differs && !isKept) || attributes.changed;
  const diff: Diff[] = [];
  if (differs && !isKept) diff.push(contentDiff(before, write));
  if (attributes.changed && exists) diff.push({ before: attributes.before, after: attributes.after });
  if (!differs || isKept) result["path"] = write.dest;
  const facts = existsSync(target) ? fileFacts(statSync(target)) : {};
  return { changed, ...facts, ...result, ...(context.diff ? { diff } : {}) };
}

/** A new file has its mode from the first moment on. */
const initialMode = (args: Arguments): number =>
  args.has("mode") && args.get("mode") !== "preserve"
    ? parseMode(args.get("mode"), defaultMode(), false)
    : defaultMode();

const intoFolder = (dest: string, name: string): string =>
  dest.endsWith("/") || (existsSync(dest) && statSync(dest).isDirectory())
    ? path.join(dest, path.basename(name))
    : dest;

/** Ansible writes collections given as `content` as JSON. */
const contentOf = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "object" ? toJson(value, PYTHON_JSON) : String(value);

function walk(folder: string, below = ""): readonly string[] {
  return readdirSync(path.join(folder, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? walk(folder, path.join(below, entry.name)) : [path.join(below, entry.name)],
    );
}

async function copyFolder(args: Arguments, source: string, context: ModuleContext): Promise<ModuleResult> {
  const name = args.text("src");
  const base = name.endsWith("/") ? args.text("dest") : path.join(args.text("dest"), path.basename(name));
  let changed = false;
  const diff: Diff[] = [];
  for (const file of walk(source)) {
    const dest = path.join(base, file);
    const isNew = !existsSync(path.dirname(dest));
    if (isNew) {
      changed = true;
      if (context.check) continue;
      makeFolder(
        path.dirname(dest),
        args.has("directory_mode") ? parseMode(args.get("directory_mode"), 0o777, true) : undefined,
      );
    }
    const one = await writeOne(
      args,
      { dest, content: readFileSync(path.join(source, file)), source: path.join(source, file) },
      context,
    );
    changed ||= one.changed;
    if (Array.isArray(one.diff)) diff.push(...(one.diff as readonly Diff[]));
  }
  return {
    changed,
    dest: args.text("dest"),
    src: name.endsWith("/") ? `${source.replace(/\/$/, "")}/` : source,
    ...(context.diff ? { diff } : {}),
  };
}

export const copy: Module = {
  spec: {
    ...shared,
    content: { type: "raw" },
    remote_src: { type: "bool", default: false },
    directory_mode: { type: "raw" },
    local_follow: { type: "bool", default: true },
    checksum: {},
    decrypt: { type: "bool", default: true },
  },
  supportsCheck: true,
  run: async (args, context) => {
    if (args.has("src") === args.has("content")) {
      throw new TaskFailure(
        args.has("src") ? "src and content are mutually exclusive" : "src (or content) is required",
      );
    }
    if (args.has("content")) {
      if (args.text("dest").endsWith("/")) throw new TaskFailure("can not use content with a dir as dest");
      const content = Buffer.from(contentOf(args.get("content")));
      return writeOne(args, { dest: args.text("dest"), content, source: args.text("dest") }, context);
    }
    const source = args.flag("remote_src") ? args.text("src") : context.file(args.text("src"));
    if (!existsSync(source)) throw new TaskFailure(`Could not find or access '${args.text("src")}'`);
    if (statSync(source).isDirectory()) return copyFolder(args, source, context);
    const content = readFileSync(source);
    if (args.has("checksum") && sha1(content) !== args.text("checksum")) {
      throw new TaskFailure("Copied file does not match the expected checksum. Transfer failed.", {
        checksum: sha1(content),
        expected_checksum: args.text("checksum"),
      });
    }
    const dest = intoFolder(args.text("dest"), args.text("src"));
    const mode = args.get("mode") === "preserve" ? lstatSync(source).mode & 0o7777 : undefined;
    const written = await writeOne(args, { dest, content, source }, context);
    const result = args.flag("remote_src") ? { ...written, src: source } : written;
    if (mode === undefined || !existsSync(dest)) return result;
    const attributes = applyAttributes(dest, args, context.check, { mode });
    return { ...result, changed: result.changed || attributes.changed };
  },
};

export const template: Module = {
  spec: {
    ...shared,
    follow: { type: "bool", default: false },
    trim_blocks: { type: "bool", default: true },
    lstrip_blocks: { type: "bool", default: false },
    newline_sequence: { default: "\n" },
    output_encoding: { default: "utf-8" },
  },
  supportsCheck: true,
  run: async (args, context) => {
    const source = context.file(args.text("src"));
    if (!args.has("src")) throw new TaskFailure("src and dest are required");
    if (!existsSync(source)) throw new TaskFailure(`Could not find or access '${args.text("src")}'`);
    const options = { trimBlocks: args.flag("trim_blocks"), lstripBlocks: args.flag("lstrip_blocks") };
    const text = renderFile(readFileSync(source, "utf8"), context.variables, context.jinja, options);
    const newline = args.text("newline_sequence").replaceAll("\\r", "\r").replaceAll("\\n", "\n");
    const content = Buffer.from(newline === "\n" ? text : text.replace(/\r?\n/g, newline));
    const dest = intoFolder(args.text("dest"), args.text("src"));
    return writeOne(args, { dest, content, source }, context);
  },
};
