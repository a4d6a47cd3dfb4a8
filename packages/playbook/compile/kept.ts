import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Compilation, type CompileOptions, compilePlaybook } from "./compile.ts";
import { type Answers, Disk, stillHolds } from "./disk.ts";

/** Where compiled playbooks are kept between runs. */
export interface CompilationCache {
  readonly folder: string;
  /** Another one for every change of the compiler itself. */
  readonly build: string;
}

interface Kept {
  readonly answers: Answers;
  readonly compilation: Compilation;
}

/**
 * Compiles a playbook, or takes what an earlier run made of it while every answer of the disk that went into it still
 * holds, those about missing files too.
 * @throws PlaybookError with all mistakes at once; nothing is kept then
 */
export function keptCompilation(options: CompileOptions, { folder, build }: CompilationCache): Compilation {
  const own = path.join(folder, build);
  const file = path.join(own, `${createHash("sha256").update(JSON.stringify(options)).digest("hex")}.json`);
  const kept = read(file);
  if (kept !== undefined && stillHolds(kept.answers)) return kept.compilation;
  const disk = new Disk();
  const compilation = compilePlaybook(options, disk);
  prepare(folder, build);
  // Written aside and renamed, so that two runs at once never read half a file.
  writeFileSync(
    `${file}.${process.pid}`,
    JSON.stringify({ answers: disk.answers, compilation } satisfies Kept),
  );
  renameSync(`${file}.${process.pid}`, file);
  return compilation;
}

function read(file: string): Kept | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Kept;
  } catch {
    return undefined;
  }
}

/** Makes the folder of this build; what older builds left in its place goes. */
function prepare(folder: string, build: string): void {
  if (mkdirSync(path.join(folder, build), { recursive: true }) === undefined) return;
  for (const name of readdirSync(folder).filter((other) => other !== build))
    rmSync(path.join(folder, name), { recursive: true, force: true });
}
