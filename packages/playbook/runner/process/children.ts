import { spawn } from "node:child_process";
import { TaskFailure } from "../failure.ts";
import { endGroups, type Guard, signalGroup } from "./guard.ts";

export interface RunOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string | undefined;
  readonly input?: string | undefined;
  readonly signal?: AbortSignal;
}

export interface Finished {
  readonly rc: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly start: Date;
  readonly end: Date;
}

/** Output of a child beyond this is a mistake of the task, and would not fit the memory that a task may use. */
const LARGEST_OUTPUT = 32 * 1024 * 1024;

/** Starts programs without a shell, each in a process group of its own, known to the guard. */
export class Children {
  readonly #guard: Guard;
  readonly #groups = new Set<number>();

  constructor(guard: Guard) {
    this.#guard = guard;
  }

  /** @throws TaskFailure if the program can't be started */
  async run(file: string, args: readonly string[], options: RunOptions): Promise<Finished> {
    options.signal?.throwIfAborted();
    const start = new Date();
    const child = spawn(file, [...args], {
      cwd: options.cwd,
      env: options.env,
      detached: true,
      shell: false,
      stdio: ["pipe", "pipe", "pipe"],
    });
    // At once: a kill -9 between the start and the guard's knowing of it would leave an orphan.
    this.#add(child.pid);
    const output: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
    let size = 0;
    const end = async (): Promise<void> => {
      if (child.pid !== undefined) await endGroups([child.pid]);
    };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size <= LARGEST_OUTPUT) output[name].push(chunk);
        else if (child.pid !== undefined) signalGroup(child.pid, "SIGKILL");
      });
    }
    child.stdin.on("error", () => {});
    child.stdin.end(options.input ?? "");
    const abort = (): void => void end();
    options.signal?.addEventListener("abort", abort, { once: true });
    try {
      const rc = await new Promise<number>((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (code, signal) => resolve(code ?? -signalNumber(signal)));
      });
      options.signal?.throwIfAborted();
      if (size > LARGEST_OUTPUT) throw new TaskFailure(`${file} printed more than 32 MiB`);
      const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString("utf8");
      return { rc, stdout: text(output.stdout), stderr: text(output.stderr), start, end: new Date() };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== undefined && child.pid === undefined) {
        throw new TaskFailure(`Error executing command: ${(error as Error).message}`, {
          rc: 2,
          cmd: [file, ...args].join(" "),
          stdout: "",
          stderr: "",
        });
      }
      throw error;
    } finally {
      options.signal?.removeEventListener("abort", abort);
      this.#delete(child.pid);
    }
  }

  #add(pid: number | undefined): void {
    if (pid === undefined) return;
    this.#groups.add(pid);
    this.#guard.tell({ start: pid });
  }

  #delete(pid: number | undefined): void {
    if (pid === undefined || !this.#groups.delete(pid)) return;
    this.#guard.tell({ end: pid });
  }

  /** Ends whatever still runs. */
  async endAll(): Promise<void> {
    await endGroups(this.#groups);
    this.#groups.clear();
  }
}

const SIGNALS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGPIPE: 13,
  SIGTERM: 15,
};
const signalNumber = (signal: NodeJS.Signals | null): number => SIGNALS[signal ?? ""] ?? 1;
