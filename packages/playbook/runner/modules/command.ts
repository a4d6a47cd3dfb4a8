import { chmodSync, copyFileSync, existsSync, statSync } from "node:fs";
import path from "node:path";
import { TaskFailure } from "../failure.ts";
import type { Finished } from "../process/children.ts";
import type { ArgumentSpec, Arguments } from "./arguments.ts";
import { matchingFiles } from "./glob.ts";
import type { Module, ModuleContext, ModuleResult } from "./module.ts";
import { splitWords } from "./words.ts";

const spec: ArgumentSpec = {
  cmd: { type: "raw" },
  argv: { type: "list" },
  chdir: { type: "path" },
  creates: { type: "path" },
  removes: { type: "path" },
  stdin: {},
  stdin_add_newline: { type: "bool", default: true },
  strip_empty_ends: { type: "bool", default: true },
  executable: { type: "path" },
};

/** `2026-01-02 03:04:05.006000`, local time, as Python prints it. */
const timestamp = (date: Date): string => {
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const millis = String(date.getMilliseconds()).padStart(3, "0");
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${millis}000`;
};

const delta = (start: Date, end: Date): string => {
  const total = end.getTime() - start.getTime();
  const two = (value: number): string => String(value).padStart(2, "0");
  const seconds = Math.floor(total / 1000);
  const clock = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${clock}.${String(total % 1000).padStart(3, "0")}000`;
};

function finished(done: Finished, cmd: string | readonly string[], strip: boolean): ModuleResult {
  const trim = (text: string): string => (strip ? text.replace(/[\r\n]+$/, "") : text);
  return {
    changed: true,
    ...(done.rc === 0 ? { msg: "" } : { failed: true, msg: "non-zero return code" }),
    cmd,
    rc: done.rc,
    stdout: trim(done.stdout),
    stderr: trim(done.stderr),
    start: timestamp(done.start),
    end: timestamp(done.end),
    delta: delta(done.start, done.end),
  };
}

/** `creates` and `removes`: reasons to do nothing. */
function needless(
  args: Arguments,
  cwd: string,
  cmd: string | readonly string[],
  check: boolean,
): ModuleResult | undefined {
  const skip = (reason: string): ModuleResult => ({
    changed: false,
    cmd,
    rc: 0,
    msg: `${check ? "Would" : "Did"} not run command since ${reason}`,
    stdout: `skipped, since ${reason.replaceAll("'", "")}`,
    stderr: "",
    start: null,
    end: null,
    delta: null,
  });
  const creates = args.optionalText("creates");
  if (creates !== undefined && matchingFiles(path.resolve(cwd, creates)).length > 0)
    return skip(`'${creates}' exists`);
  const removes = args.optionalText("removes");
  if (removes !== undefined && matchingFiles(path.resolve(cwd, removes)).length === 0)
    return skip(`'${removes}' does not exist`);
  return undefined;
}

function workFolder(args: Arguments, cmd: string | readonly string[] = args.text("cmd")): string {
  const folder = args.optionalText("chdir") ?? process.cwd();
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new TaskFailure(
      `Unable to change directory before execution: [Errno 2] No such file or directory: '${folder}'`,
      { cmd, rc: null, stdout: "", stderr: "" },
    );
  }
  return folder;
}

function inputOf(args: Arguments): string | undefined {
  const input = args.optionalText("stdin");
  return input === undefined || !args.flag("stdin_add_newline") || input.endsWith("\n")
    ? input
    : `${input}\n`;
}

async function execute(
  words: readonly string[],
  cmd: string | readonly string[],
  args: Arguments,
  context: ModuleContext,
): Promise<ModuleResult> {
  const cwd = workFolder(args, cmd);
  const idle = needless(args, cwd, cmd, context.check);
  if (idle !== undefined) return idle;
  if (context.check) {
    // As Ansible: with `creates` or `removes` check mode can tell, otherwise the command is skipped.
    const known = args.has("creates") || args.has("removes");
    return {
      changed: known,
      ...(known ? {} : { skipped: true }),
      cmd,
      rc: 0,
      stdout: "",
      stderr: "",
      start: null,
      end: null,
      delta: null,
      msg: "Command would have run if not in check mode",
    };
  }
  const [file, ...rest] = words;
  if (file === undefined) throw new TaskFailure("no command given", { rc: 256 });
  const done = await context.children.run(file, rest, {
    cwd,
    env: context.environment,
    input: inputOf(args),
    signal: context.signal,
  });
  return finished(done, cmd, args.flag("strip_empty_ends"));
}

export const command: Module = {
  spec: { ...spec, expand_argument_vars: { type: "bool", default: true } },
  supportsCheck: true,
  run: async (args, context) => {
    if (args.has("cmd") && args.has("argv"))
      throw new TaskFailure("only command or argv can be given, not both");
    const cmd = args.get("cmd");
    const words = args.has("argv")
      ? args.list("argv").map(String)
      : Array.isArray(cmd)
        ? cmd.map(String)
        : splitWords(args.text("cmd"));
    const expanded = args.flag("expand_argument_vars")
      ? words.map((word) =>
          word.replace(
            /\$(?:\{(\w+)\}|(\w+))/g,
            (whole, braced?: string, bare?: string) => context.environment[braced ?? bare ?? ""] ?? whole,
          ),
        )
      : words;
    if (expanded.length === 0) {
      const nothing = { changed: false, cmd: null, stdout: "", stderr: "" };
      return context.check
        ? { ...nothing, skipped: true, rc: 0 }
        : { ...nothing, failed: true, rc: args.has("argv") ? 256 : 257, msg: "no command given" };
    }
    return execute(expanded, words, args, context);
  },
};

export const shell: Module = {
  spec,
  supportsCheck: true,
  run: async (args, context) => {
    if (!args.has("cmd")) throw new TaskFailure("shell needs `cmd`");
    const shellPath = args.optionalText("executable") ?? "/bin/sh";
    return execute([shellPath, "-c", args.text("cmd")], args.text("cmd"), args, context);
  },
};

export const script: Module = {
  spec,
  supportsCheck: true,
  run: async (args, context) => {
    const words = splitWords(args.text("cmd"));
    const [name, ...rest] = words;
    if (name === undefined) throw new TaskFailure("no script given");
    const source = context.file(name);
    if (!existsSync(source)) throw new TaskFailure(`Could not find or access '${name}'`);
    const cwd = workFolder(args);
    const idle = needless(args, cwd, args.text("cmd"), context.check);
    if (idle !== undefined) return { changed: false, skipped: true, msg: idle.msg };
    if (context.check)
      return {
        changed: args.has("creates") || args.has("removes"),
        skipped: !(args.has("creates") || args.has("removes")),
        msg: "Command would have run if not in check mode",
      };
    // Packed files lose their mode, so a private copy is made executable; an interpreter is named by `executable`.
    const copy = path.join(await context.temporary(), path.basename(name));
    copyFileSync(source, copy);
    chmodSync(copy, 0o700);
    const interpreter = args.optionalText("executable");
    const file = interpreter === undefined ? [copy] : [...splitWords(interpreter), copy];
    const [program = copy, ...before] = file;
    const done = await context.children.run(program, [...before, ...rest], {
      cwd,
      env: context.environment,
      input: inputOf(args),
      signal: context.signal,
    });
    const { cmd: _, start: __, end: ___, delta: ____, ...result } = finished(done, "", false);
    return { ...result, ...(done.rc === 0 ? {} : { msg: "non-zero return code" }) } as ModuleResult;
  },
};
