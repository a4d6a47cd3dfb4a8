import { readdirSync } from "node:fs";
import path from "node:path";
import { start } from "./process.ts";

/** The demo and every example. */
export const CLUSTER_FILES: readonly string[] = [
  "clusters/demo.yaml",
  ...readdirSync("examples")
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => `examples/${name}`),
];

/**
 * Runs the program as a user does and returns the folder of each stack. States lie in `folder` itself.
 *
 * @param input file, folder or pattern of cluster files
 * @param env over the environment
 * @throws Error with what the program printed
 */
export async function synthesize(
  input: string,
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<(stack: string) => string> {
  const out = path.join(folder, "cdktf.out");
  const { code, stdout, stderr } = await start([process.execPath, "tools/run.mjs", "main.ts"], {
    env: { ...env, EKSPLAN_CLUSTERS: input, CDKTF_OUTDIR: out },
  }).finished;
  if (code !== 0) throw new Error(`synth of ${input} ended with ${code}\n${stdout}\n${stderr}`);
  return (stack) => path.join(out, "stacks", stack);
}
