// Runs a TypeScript program of this project: `node tools/run.mjs main.ts [arguments]`.
//
// Loading cdktf's many small files costs more than anything that a synth does, so the program is bundled by esbuild
// once and the bundle is kept until a source file or the lock file changes. Nothing but the first run pays for it.
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import module, { createRequire } from "node:module";
import path from "node:path";

const [, , entry, ...rest] = process.argv;
if (entry === undefined) {
  console.error("usage: node tools/run.mjs FILE.ts [arguments]");
  process.exit(2);
}

const root = path.resolve(import.meta.dirname, "..");
const cache = path.join(root, "node_modules", ".cache", "eksplan");
const bundle = path.join(cache, `${entry.replaceAll(/[^A-Za-z0-9]+/g, "-")}.cjs`);
const manifest = `${bundle}.json`;

/** Size and time of modification: cheap to ask for, and any edit changes one of them. */
const stampOf = (file) => {
  const { mtimeMs, size } = statSync(path.join(root, file));
  return `${mtimeMs}:${size}`;
};

function isFresh() {
  if (!existsSync(bundle) || !existsSync(manifest)) return false;
  try {
    const stamps = JSON.parse(readFileSync(manifest, "utf8"));
    return Object.entries(stamps).every(([file, stamp]) => stampOf(file) === stamp);
  } catch {
    return false;
  }
}

async function build() {
  const { build } = await import("esbuild");
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: `${bundle}.${process.pid}`,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    metafile: true,
    logLevel: "error",
    external: ["esbuild", "fsevents"],
    legalComments: "none",
    // Modules in the bundle that ask where they are get the bundle's place; CommonJS has no import.meta.
    define: { "import.meta.url": "bundleUrl" },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
  });
  const own = Object.keys(result.metafile.inputs).filter((file) => !file.startsWith("node_modules/"));
  const stamps = Object.fromEntries(
    [...own, "package-lock.json", "tools/run.mjs"].map((file) => [file, stampOf(file)]),
  );
  // Written aside and renamed, so that two runs at once never read half a bundle.
  renameSync(`${bundle}.${process.pid}`, bundle);
  writeFileSync(`${manifest}.${process.pid}`, JSON.stringify(stamps));
  renameSync(`${manifest}.${process.pid}`, manifest);
}

if (!isFresh()) {
  mkdirSync(cache, { recursive: true });
  try {
    await build();
  } catch (error) {
    // esbuild has printed each mistake with its place already.
    if (!("errors" in error)) console.error(error.message);
    process.exit(1);
  }
}
// Node 22 and newer keep the compiled code too.
module.enableCompileCache?.();
process.argv = [process.argv[0], path.join(root, entry), ...rest];
createRequire(path.join(root, "package.json"))(bundle);
