import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { describe, inject, type SuiteFactory } from "vitest";

/** A suite that is reported as skipped, with the reason, on a machine without Terraform or its providers. */
export function describeWithTerraform(name: string, suite: SuiteFactory): void {
  const facts = inject("terraform");
  describe.skipIf(!facts.available)(facts.available ? name : `${name} (skipped: ${facts.reason})`, suite);
}

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly pid: number;
  readonly finished: Promise<Finished>;
  /** All that was printed so far. */
  output(): string;
  /** Sends a signal to the process alone, or to its whole group as a terminal's Ctrl-C does. */
  signal(signal: NodeJS.Signals, whom?: "process" | "group"): void;
}

/** Starts a program in a process group of its own, so that nothing it started can outlive a test. */
export function start(
  command: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string | undefined>> },
): Running {
  const [file = "", ...args] = command;
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: environment(options.env ?? {}),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const out: string[] = [];
  const err: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => err.push(text));
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) =>
      resolve({ code, signal, stdout: out.join(""), stderr: err.join("") }),
    );
  });
  const pid = child.pid ?? 0;
  return {
    pid,
    finished,
    output: () => out.join("") + err.join(""),
    signal: (signal, whom = "process") => {
      try {
        process.kill(whom === "group" ? -pid : pid, signal);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
      }
    },
  };
}

/** The test's own environment with these variables over it; an empty one is taken away. */
function environment(over: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  const merged = { ...process.env, ...over };
  // Vitest sets them for its workers; programs under test are to behave as they do for users.
  for (const name of ["NODE_ENV", "VITEST", "TEST", "NODE_OPTIONS"]) delete merged[name];
  return Object.fromEntries(
    Object.entries(merged).filter(([, value]) => value !== "" && value !== undefined),
  );
}

/** A folder inside the clone that goes away with the test. */
export function scratchFolder(name: string): Disposable & { readonly path: string } {
  const parent = path.resolve(".eksplan", "test");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, `${name}-`));
  return {
    path: folder,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** Commands that colour their output even when nobody looks. */
const COLOURFUL = new Set(["init", "validate", "plan", "apply", "destroy", "import", "show", "output"]);

/** Terraform in one folder, with the providers of this machine. */
export class Terraform {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly file: string;

  /** @param env over the environment that finds the providers */
  constructor(folder: string, env: Readonly<Record<string, string>> = {}) {
    const facts = inject("terraform");
    if (!facts.available) throw new Error(facts.reason);
    this.folder = folder;
    this.file = facts.file;
    this.env = { ...facts.env, ...env };
  }

  start(...args: readonly string[]): Running {
    const [command = "", ...rest] = args;
    const plain = COLOURFUL.has(command) ? ["-no-color"] : [];
    return start([this.file, command, ...plain, ...rest], { cwd: this.folder, env: this.env });
  }

  /** Runs to the end, whatever that is. */
  attempt(...args: readonly string[]): Promise<Finished> {
    return this.start(...args).finished;
  }

  /**
   * Runs to a good end and returns what was printed.
   * @throws Error with what Terraform said
   */
  async run(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.attempt(...args);
    if (code !== 0) {
      throw new Error(
        `terraform ${args.join(" ")} ended with ${code} in ${this.folder}\n${stdout}\n${stderr}`,
      );
    }
    return stdout;
  }

  /**
   * Plans and returns the plan's text, or undefined when there is nothing to do.
   * @throws Error with what Terraform said
   */
  async pendingChanges(): Promise<string | undefined> {
    const { code, stdout, stderr } = await this.attempt(
      "plan",
      "-input=false",
      "-detailed-exitcode",
      "-lock=false",
    );
    if (code === 0) return undefined;
    if (code === 2) return stdout;
    throw new Error(`terraform plan ended with ${code} in ${this.folder}\n${stdout}\n${stderr}`);
  }
}
