import { spawn } from "node:child_process";

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
