import { spawn } from "node:child_process";

/** Where a step's lines go: progress for people, everything for a failure. */
export interface StepOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** A line of output to show, or undefined to keep it to the log. */
  readonly show?: (line: string) => string | undefined;
  readonly signal: AbortSignal;
}

const ANSI = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, "g");

/** Lines at the end of the log that a failure shows. */
const TAIL = 60;

/**
 * Runs a program, shows what is worth showing, and returns all of its output.
 * @throws Error with the end of the output when it fails
 */
export function step(command: readonly string[], options: StepOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const [file = "", ...args] = command;
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const lines: string[] = [];
    const take = (chunk: string) => {
      for (const raw of chunk.split(/\r?\n|\r/)) {
        const line = raw.replaceAll(ANSI, "").trimEnd();
        if (line.trim() === "") continue;
        lines.push(line);
        const shown = options.show?.(line);
        if (shown !== undefined) console.log(shown);
      }
    };
    for (const stream of [child.stdout, child.stderr]) {
      let rest = "";
      stream.setEncoding("utf8");
      stream.on("data", (chunk: string) => {
        const end = chunk.lastIndexOf("\n");
        take(end < 0 ? "" : rest + chunk.slice(0, end));
        rest = end < 0 ? rest + chunk : chunk.slice(end + 1);
      });
      stream.on("end", () => take(rest));
    }
    // An interrupt, not a kill: Terraform must record what it has created.
    const stop = () => child.kill("SIGINT");
    options.signal.addEventListener("abort", stop, { once: true });
    child.on("error", reject);
    child.on("close", (code) => {
      options.signal.removeEventListener("abort", stop);
      if (code === 0) resolve(lines.join("\n"));
      else reject(new Error(`${command.join(" ")} ended with ${code}:\n${lines.slice(-TAIL).join("\n")}`));
    });
  });
}
