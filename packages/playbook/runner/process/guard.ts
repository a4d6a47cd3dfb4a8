import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";

/** Seconds between the polite and the final signal. */
const GRACE_SECONDS = 10;

export function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    // A negative id means the whole group, grandchildren included. Windows has no groups.
    process.kill(process.platform === "win32" ? pid : -pid, signal);
    return true;
  } catch {
    return false;
  }
}

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Ends process groups: SIGTERM, ten seconds of grace, SIGKILL. */
export async function endGroups(groups: Iterable<number>): Promise<void> {
  const alive = [...groups].filter((pid) => signalGroup(pid, "SIGTERM"));
  for (let waited = 0; waited < GRACE_SECONDS * 10 && alive.some((pid) => signalGroup(pid, 0)); waited++)
    await sleep(100);
  for (const pid of alive) signalGroup(pid, "SIGKILL");
}

/**
 * What the guard process does: it is told of process groups and folders on its standard input, and when that ends
 * without "done", its parent has been killed and it cleans up in the parent's place.
 */
export async function guard(input: NodeJS.ReadableStream): Promise<void> {
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => {});
  process.on("SIGHUP", () => {});
  const groups = new Set<number>();
  const folders = new Set<string>();
  for await (const line of createInterface({ input })) {
    if (line === "done") return;
    const { start, end, folder } = JSON.parse(line) as { start?: number; end?: number; folder?: string };
    if (start !== undefined) groups.add(start);
    if (end !== undefined) groups.delete(end);
    if (folder !== undefined) folders.add(folder);
  }
  await endGroups(groups);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

/** The guard's other end. It is started with the first child or folder, as most tasks need neither. */
export class Guard {
  readonly #script: string;
  #process: ChildProcess | undefined;

  /** @param script path of the bundled runner */
  constructor(script: string) {
    this.#script = script;
  }

  tell(message: { readonly start?: number; readonly end?: number; readonly folder?: string }): void {
    if (this.#process === undefined) {
      this.#process = spawn(process.execPath, [this.#script, "guard"], {
        stdio: ["pipe", "ignore", "ignore"],
        detached: true,
        env: { PATH: process.env["PATH"] ?? "" },
      });
      this.#process.unref();
      this.#process.on("error", () => {});
      this.#process.stdin?.on("error", () => {});
    }
    this.#process.stdin?.write(`${JSON.stringify(message)}\n`);
  }

  /** Everything has been cleaned up here. */
  async dismiss(): Promise<void> {
    const stdin = this.#process?.stdin;
    if (stdin) await new Promise<void>((resolve) => stdin.end("done\n", () => resolve()));
  }
}
