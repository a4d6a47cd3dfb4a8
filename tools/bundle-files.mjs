// Bundles are kept under node_modules/.cache with a manifest beside them: of which files they are made, and when those
// were last changed. So a bundle is built only when it must be, and finding that out costs a stat for each file.
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "..");
export const cache = path.join(root, "node_modules", ".cache", "eksplan");

/** Size and time of modification: cheap to ask for, and any edit changes one of them. */
export const stampOf = (file) => {
  const { mtimeMs, size } = statSync(path.join(root, file));
  return `${mtimeMs}:${size}`;
};

/** Written aside and renamed, so that two runs at once never read half a file. */
export function writeWhole(file, content) {
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
}

export function isFresh(bundle) {
  if (!existsSync(bundle) || !existsSync(`${bundle}.json`)) return false;
  try {
    const stamps = JSON.parse(readFileSync(`${bundle}.json`, "utf8"));
    return Object.entries(stamps).every(([file, stamp]) => stampOf(file) === stamp);
  } catch {
    return false;
  }
}

/** @param result of esbuild, with `metafile` and without `write` @param tools the scripts that have made it */
export function keep(bundle, { metafile, outputFiles }, tools) {
  // A library changes with the lock file only. Plugins call their own inputs `namespace:name`.
  const own = Object.keys(metafile.inputs).filter((file) => !/^node_modules\/|^[\w-]+:/.test(file));
  const files = [...own, "package-lock.json", "tools/bundle-files.mjs", ...tools];
  writeWhole(bundle, outputFiles[0].contents);
  writeWhole(
    `${bundle}.json`,
    JSON.stringify(Object.fromEntries(files.map((file) => [file, stampOf(file)]))),
  );
}
