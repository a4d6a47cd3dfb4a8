import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runnerBundle } from "../../../../tools/runner-bundle.ts";
import type { ClusterValues, CompiledPlaybook, Json } from "../../ir.ts";

export interface Folder extends Disposable {
  readonly path: string;
}

export function temporaryFolder(): Folder {
  // A program that asks where it is gets the real path, and macOS has its temporary folders behind a link.
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "runner-test-")));
  return { path: folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A cluster that nobody listens at, for tasks that need none. */
export const nowhere: ClusterValues = {
  cluster_name: "demo",
  cluster_arn: "arn:aws:eks:eu-central-1:123456789012:cluster/demo",
  region: "eu-central-1",
  endpoint: "https://127.0.0.1:1",
  certificate_authority: "YQ==",
};

export interface RunOptions {
  readonly cwd: string;
  readonly playbook?: CompiledPlaybook;
  readonly cluster?: ClusterValues;
  readonly vars?: Readonly<Record<string, Json>>;
  readonly env?: Readonly<Record<string, string>>;
  /** @default - this process's own */
  readonly umask?: number;
}

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** With EKS_BOOTSTRAP_LOG=json. */
  readonly events: readonly Readonly<Record<string, Json>>[];
}

export async function start(args: readonly string[], options: RunOptions): Promise<ChildProcess> {
  const file = path.join(options.cwd, "playbook.json");
  if (options.playbook !== undefined) writeFileSync(file, JSON.stringify(options.playbook));
  const bundle = runnerBundle(process.cwd());
  const own = process.umask(options.umask ?? process.umask());
  const child = spawn(process.execPath, [bundle, ...args], {
    cwd: options.cwd,
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: options.cwd,
      TMPDIR: options.cwd,
      NO_COLOR: "1",
      LC_ALL: "C.UTF-8",
      AWS_ACCESS_KEY_ID: "admin",
      AWS_SECRET_ACCESS_KEY: "secret-key-of-the-test",
      AWS_EC2_METADATA_DISABLED: "true",
      ...(existsSync(file) ? { EKS_BOOTSTRAP_PLAYBOOK: "playbook.json" } : {}),
      EKS_BOOTSTRAP_VARS: JSON.stringify({ eks: options.cluster ?? nowhere, vars: options.vars ?? {} }),
      ...options.env,
    },
  });
  process.umask(own);
  return child;
}

export async function finish(child: ChildProcess): Promise<Outcome> {
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (chunk: string) => {
      output[name] += chunk;
    });
  }
  const code = await new Promise<number>((resolve) => child.once("close", (status) => resolve(status ?? -1)));
  const events = output.stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Record<string, Json>);
  return { code, ...output, events };
}

export const run = async (args: readonly string[], options: RunOptions): Promise<Outcome> =>
  finish(await start(args, options));
