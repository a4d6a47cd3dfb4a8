import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";

/** What a clone has and no test changes. */
const SHARED = ["node_modules", "tools", "main.ts", "commands", "modules", "stacks", "bootstrap"];

/**
 * A clone as a user has it, with cluster files and settings of its own: `npm run` and `npx cdktf` work in it.
 *
 * @param context of cdktf.json
 * @param clusters text by name of the file
 */
export function makeProject(
  folder: string,
  context: Readonly<Record<string, unknown>>,
  clusters: Readonly<Record<string, string>>,
): void {
  for (const name of SHARED) symlinkSync(path.resolve(name), path.join(folder, name));
  const { name, type, scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  writeJson(path.join(folder, "package.json"), { name, type, private: true, scripts });
  setContext(folder, context);
  mkdirSync(path.join(folder, "clusters"), { recursive: true });
  for (const [file, text] of Object.entries(clusters)) {
    mkdirSync(path.dirname(path.join(folder, "clusters", file)), { recursive: true });
    writeFileSync(path.join(folder, "clusters", file), text);
  }
}

/** Rewrites the project's `cdktf.json`. */
export function setContext(folder: string, context: Readonly<Record<string, unknown>>): void {
  const cdktf = JSON.parse(readFileSync("cdktf.json", "utf8"));
  writeJson(path.join(folder, "cdktf.json"), { ...cdktf, context });
}

const writeJson = (file: string, value: unknown) => writeFileSync(file, JSON.stringify(value, null, 2));
