import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Counts } from "./output/report.ts";

/** What one unit did in this run: no values, ever. */
export interface Record_ {
  readonly key: string;
  readonly item: string | null;
  readonly play: number;
  readonly status: "ok" | "changed" | "failed" | "skipped";
  readonly counts: Counts;
  readonly notified: readonly string[];
}

const ROOT = path.join(".terraform", "eks-bootstrap");
/** Records of older runs are of no use to anyone. */
const KEPT_DAYS = 7;

/** Start time of a process, so that a reused process id is no earlier run. */
function startOf(pid: number): string {
  try {
    // Field 22, counted after the command's name, which may hold spaces.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "0";
  } catch {
    return "0";
  }
}

/** One apply: Terraform is the parent of every runner it starts. */
export function runId(environment: NodeJS.ProcessEnv = process.env): string {
  const given = environment["TFC_RUN_ID"];
  if (given !== undefined && /^[\w.-]+$/.test(given)) return given;
  return `${process.ppid}-${startOf(process.ppid)}`;
}

const fileName = (key: string, item: string | null): string =>
  item === null
    ? `${key}.json`
    : `${key}@${createHash("sha256").update(item).digest("hex").slice(0, 12)}.json`;

export function writeRecord(record: Record_, run = runId()): void {
  const folder = path.join(ROOT, run);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, fileName(record.key, record.item)), JSON.stringify(record));
}

export function readRecords(run = runId()): readonly Record_[] {
  const folder = path.join(ROOT, run);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(path.join(folder, name), "utf8")) as Record_);
}

/** @returns whether this is the first to ask in this run: prints the play's header once */
export function isFirst(mark: string, run = runId()): boolean {
  const folder = path.join(ROOT, run);
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(path.join(folder, `${mark}.mark`), "", { flag: "wx" });
    return true;
  } catch {
    return false;
  }
}

export function removeOldRuns(now = Date.now()): void {
  if (!existsSync(ROOT)) return;
  for (const name of readdirSync(ROOT)) {
    const folder = path.join(ROOT, name);
    if (now - statSync(folder).mtimeMs > KEPT_DAYS * 86_400_000)
      rmSync(folder, { recursive: true, force: true });
  }
}
