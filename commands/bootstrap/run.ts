import { spawn } from "node:child_process";
import path from "node:path";
import { ASSETS, PLAYBOOK, RUNNER } from "@eksplan/playbook/runner-command";
import type { FreshStack } from "./stack.ts";
import type { StackValues } from "./values.ts";

/**
 * Runs the tasks as an apply would, in one process, with this terminal as their output.
 * @returns the runner's exit code, see packages/playbook/README.md
 */
export function runTasks(
  { assets }: FreshStack,
  { values, masked }: StackValues,
  { folder, args }: { readonly folder: string; readonly args: readonly string[] },
): Promise<number> {
  const at = (file: string): string => path.join(assets, path.relative(ASSETS, file));
  const child = spawn(process.execPath, [at(RUNNER), "play", ...args], {
    cwd: folder,
    stdio: "inherit",
    env: {
      ...process.env,
      EKS_BOOTSTRAP_PLAYBOOK: at(PLAYBOOK),
      EKS_BOOTSTRAP_VARS: JSON.stringify(values),
      EKS_BOOTSTRAP_MASK: JSON.stringify(masked),
    },
  });
  // A Ctrl-C reaches the runner as well, which ends its tasks in order; this process waits for that.
  const stay = (): void => undefined;
  const pass = (signal: NodeJS.Signals): boolean => child.kill(signal);
  process.on("SIGINT", stay);
  process.on("SIGTERM", pass);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      process.off("SIGINT", stay);
      process.off("SIGTERM", pass);
      resolve(code ?? 1);
    });
  });
}
