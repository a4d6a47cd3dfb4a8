import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

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

/** Not `spawnSync`: the program may be talking to a server in this very process. */
async function runOnce({ command, cwd, env, expect = [0] }: Run): Promise<Cost> {
  const child = spawn("python3", ["-c", PROGRAM, ...command], {
    cwd,
    // An empty value takes a variable away.
    env: Object.fromEntries(Object.entries({ ...process.env, ...env }).filter(([, value]) => value !== "")),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const { code, cpu, memory } = JSON.parse(stdout) as Cost & { code: number };
  if (!expect.includes(code)) throw new Error(`${command.join(" ")} exited ${code}\n${stderr.slice(-2000)}`);
  return { cpu, memory };
}

/** The cheapest of several runs: noise on a shared machine only ever adds. */
export async function measure(run: Run, times = 5): Promise<Cost> {
  const costs: Cost[] = [];
  for (let index = 0; index < times; index++) costs.push(await runOnce(run));
  return {
    cpu: Math.min(...costs.map(({ cpu }) => cpu)),
    memory: Math.min(...costs.map(({ memory }) => memory)),
  };
}
