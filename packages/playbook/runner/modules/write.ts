import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

let counter = 0;

/**
 * Writes a file so that readers see the old or the new content and nothing between: aside, then renamed. The mode of
 * a file that exists is kept.
 *
 * @param mode of a new file
 */
export function writeAtomically(file: string, content: string | Buffer, mode: number): void {
  const aside = path.join(path.dirname(file), `.${path.basename(file)}.eksplan-${process.pid}-${counter++}`);
  const kept = existsSync(file) ? statSync(file).mode & 0o7777 : mode;
  try {
    writeFileSync(aside, content, { mode: 0o600 });
    chmodSync(aside, kept);
    renameSync(aside, file);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}

/** What `open()` would give a new file. */
export const defaultMode = (): number => 0o666 & ~process.umask();

export function makeFolder(folder: string, mode?: number): void {
  mkdirSync(folder, { recursive: true, ...(mode === undefined ? {} : { mode }) });
}
