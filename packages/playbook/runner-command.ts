import type { UndoPhase } from "./ir.ts";

/** Paths relative to the stack's folder, where Terraform runs; what lies there is no trigger. */
export const ASSETS = "assets/bootstrap";
export const RUNNER = `${ASSETS}/runner.cjs`;
export const PLAYBOOK = `${ASSETS}/playbook.json`;

/** A `local-exec` that starts the runner without a shell. Every argument is a constant that synth has checked. */
export function runnerCommand(
  ...args: readonly ["preflight" | "recap"] | readonly ["apply", string] | readonly ["undo", UndoPhase]
): { readonly interpreter: string[]; readonly command: string } {
  const words = ["node", RUNNER, ...args];
  return { interpreter: words.slice(0, -1), command: words.at(-1)! };
}
