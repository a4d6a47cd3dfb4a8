import { spawnSync } from "node:child_process";

/** What one run of a command, with everything that it started and waited for, took. */
export interface Cost {
  /** User and system CPU seconds. */
  readonly cpu: number;
  /** Peak resident memory of the largest process, MiB. */
  readonly memory: number;
}

interface Run {
  readonly command: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that are fine. @default [0] */
  readonly expect?: readonly number[];
}

/**
 * Python is asked because Node cannot: it has no resource usage of ended children, and the shell's `time` keywords
 * differ. `ru_maxrss` is kibibytes on Linux, bytes on macOS.
 */
const PROGRAM = `
import json, resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
unit = 1 if sys.platform == "darwin" else 1024
print(json.dumps({"code": code, "cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss * unit / 2**20}))
`;

function once({ command, cwd, env, expect = [0] }: Run): Cost {
  const result = spawnSync("python3", ["-c", PROGRAM, ...command], {
    cwd,
    env: { ...process.env, ...env },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (result.error) throw new Error(`the benchmark needs python3: ${result.error.message}`);
  const { code, cpu, memory } = JSON.parse(result.stdout) as Cost & { code: number };
  if (!expect.includes(code)) {
    throw new Error(`${command.join(" ")} exited ${code}\n${result.stderr.slice(-2000)}`);
  }
  return { cpu, memory };
}

/** The cheapest of several runs: noise on a shared machine only ever adds. */
export function measure(run: Run, times = 5): Cost {
  const costs = Array.from({ length: times }, () => once(run));
  return {
    cpu: Math.min(...costs.map(({ cpu }) => cpu)),
    memory: Math.min(...costs.map(({ memory }) => memory)),
  };
}
