import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** Largest file that is read, in bytes. A cluster with ten thousand node groups has about five megabytes. */
const MAX_BYTES = 8 * 1024 * 1024;

const IS_CLUSTER_FILE = /\.ya?ml$/;
const IS_PATTERN = /[*?[{]/;

const withSlashes = (file: string) => file.replaceAll("\\", "/");

export interface FoundFiles {
  readonly files: readonly string[];
  /** Inputs with which nothing was found, and why. */
  readonly missing: readonly {
    readonly input: string;
    readonly kind: "noFile" | "unreadable";
    readonly reason: string;
  }[];
}

/** Files that the inputs stand for: files themselves, the cluster files in folders, matches of patterns. Each once. */
export function findFiles(inputs: readonly string[]): FoundFiles {
  const files = new Set<string>();
  const missing: FoundFiles["missing"][number][] = [];
  for (const input of inputs) {
    try {
      const found = expand(input);
      for (const file of found) files.add(withSlashes(file));
      if (found.length === 0) missing.push({ input, kind: "noFile", reason: "there is no cluster file" });
    } catch (error) {
      missing.push({ input, kind: "unreadable", reason: reasonOf(error) });
    }
  }
  return { files: [...files], missing };
}

function expand(input: string): readonly string[] {
  const stats = statSync(input, { throwIfNoEntry: false });
  if (stats?.isDirectory()) {
    return readdirSync(input)
      .filter((name) => IS_CLUSTER_FILE.test(name))
      .sort()
      .map((name) => path.join(input, name));
  }
  if (stats === undefined && IS_PATTERN.test(input)) return matches(input);
  return [input];
}

/** Loaded when a pattern comes: it is a twentieth of a synth that has none. */
function matches(pattern: string): readonly string[] {
  const { globSync } = createRequire(import.meta.url)("tinyglobby") as typeof import("tinyglobby");
  return globSync(pattern, { dot: false, expandDirectories: false }).sort();
}

export type FileText =
  | { readonly text: string }
  | { readonly kind: "unreadable" | "size" | "encoding"; readonly reason: string };

/** Text of a file without a byte order mark. Never throws. */
export function readText(file: string): FileText {
  try {
    const stats = statSync(file);
    if (!stats.isFile()) return { kind: "unreadable", reason: "it is not a file" };
    if (stats.size > MAX_BYTES)
      return { kind: "size", reason: `the file has ${(stats.size / 1024 / 1024).toFixed(1)} MiB` };
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file)) };
  } catch (error) {
    if (error instanceof TypeError) return { kind: "encoding", reason: "the file is not UTF-8" };
    return { kind: "unreadable", reason: reasonOf(error) };
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "this user may not read it",
  EPERM: "this user may not read it",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is not a folder",
  ELOOP: "its links go round in a circle",
  ENAMETOOLONG: "its name is too long",
};

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code === undefined ? undefined : REASONS[code]) ?? message;
}
