import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

/**
 * Runs eksplan as a user does; the stacks come to lie in `cdktf.out` of the folder.
 * @throws Error with what it printed
 */
export async function synthesizeTo(folder: string, file: string): Promise<void> {
  const env = { ...process.env, EKSPLAN_CLUSTERS: file, CDKTF_OUTDIR: path.join(folder, "cdktf.out") };
  await promisify(execFile)(process.execPath, ["tools/run.mjs", "main.ts"], { env });
}
