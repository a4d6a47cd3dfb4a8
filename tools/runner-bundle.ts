import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/**
 * The runner as one file, built anew when a source of it has changed. Looking costs a stat for each source.
 * @throws Error with esbuild's message when it can't be built
 */
export function runnerBundle(project: string): string {
  const bundle = path.join(project, "node_modules", ".cache", "eksplan", "bootstrap-runner.cjs");
  if (isFresh(bundle, project)) return bundle;
  const tool = path.join(project, "tools", "bundle-runner.mjs");
  const { status, stderr, error } = spawnSync(process.execPath, [tool], { cwd: project, encoding: "utf8" });
  if (status !== 0)
    throw new Error(`the bootstrap runner can't be bundled: ${error?.message ?? stderr}`, { cause: error });
  return bundle;
}

function isFresh(bundle: string, project: string): boolean {
  if (!existsSync(bundle) || !existsSync(`${bundle}.json`)) return false;
  try {
    const stamps = JSON.parse(readFileSync(`${bundle}.json`, "utf8")) as Readonly<Record<string, string>>;
    return Object.entries(stamps).every(([file, stamp]) => {
      const { mtimeMs, size } = statSync(path.join(project, file));
      return `${mtimeMs}:${size}` === stamp;
    });
  } catch {
    return false;
  }
}
