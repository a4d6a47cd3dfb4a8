// Runs a TypeScript program of this project: `node tools/run.mjs main.ts [arguments]`.
//
// Loading cdktf's many small files costs more than anything that a synth does. So the program is bundled by esbuild into
// one file, which is kept, together with the machine code that V8 made of it, until a source file or the lock file
// changes. Nothing but the first run pays for it.
import "./node-version.mjs";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire, Module } from "node:module";
import path from "node:path";
import vm from "node:vm";
import { cache, isFresh, keep, root, stampOf, writeWhole } from "./bundle-files.mjs";

const [, , entry, ...rest] = process.argv;
if (entry === undefined) {
  console.error("usage: node tools/run.mjs FILE.ts [arguments]");
  process.exit(2);
}

const bundle = path.join(cache, `${entry.replaceAll(/[^A-Za-z0-9]+/g, "-")}.cjs`);
const machineCode = `${bundle}.${process.version}.v8`;

/** A file of cdktf's with parts of it replaced; a part that it no longer has is worth a look. */
function edited(file, ...replacements) {
  return replacements.reduce(
    (text, [part, other]) => {
      if (!text.includes(part)) throw new Error(`${file} holds no ${part}: see tools/run.mjs`);
      return text.replaceAll(part, () => other);
    },
    readFileSync(file, "utf8"),
  );
}

/**
 * What cdktf loads and a bundle must not: stack traces that it records with every token for messages of its own, a tenth
 * of a synth; and a zip library, a tenth of the bundle, for a helper that runs in a process of its own. The bundle is
 * not the file to start as that helper, and a shell would take a path with a space for two.
 */
const leanCdktf = {
  name: "lean-cdktf",
  setup: (build) => {
    build.onLoad({ filter: /cdktf[/\\]lib[/\\]tokens[/\\]private[/\\]stack-trace\.js$/ }, () => ({
      contents: "exports.captureStackTrace = () => [];",
    }));
    // Node 22 and later warn of util.isArray on standard error, which `npx cdktf` repeats as an error of ours.
    build.onLoad({ filter: /cdktf[/\\]lib[/\\]terraform-output\.js$/ }, ({ path: file }) => ({
      contents: edited(file, ["(0, util_2.isArray)(", "Array.isArray("]),
    }));
    build.onLoad({ filter: /cdktf[/\\]lib[/\\]private[/\\]fs\.js$/ }, ({ path: file }) => ({
      contents: edited(
        file,
        ['const archiver = require("archiver");', ""],
        [
          "execSync)(`node ${__filename} ${src} ${dest}`",
          'execFileSync)(process.execPath, [require.resolve("cdktf/lib/private/fs.js"), src, dest]',
        ],
      ),
    }));
  },
};

async function build() {
  const { build } = await import("esbuild");
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    write: false,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    metafile: true,
    logLevel: "error",
    external: ["esbuild", "fsevents"],
    legalComments: "none",
    plugins: [leanCdktf],
    // Modules in the bundle that ask where they are get the bundle's place; CommonJS has no import.meta.
    // What is kept from one run to the next is kept for this build.
    define: { "import.meta.url": "bundleUrl", "process.env.EKSPLAN_BUILD": JSON.stringify(`${Date.now()}`) },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
  });
  keep(bundle, result, ["tools/run.mjs"]);
  if ("tools/runner-bundle.ts" in result.metafile.inputs) {
    // The program will ask for the runner: bundled here, it needs no second process.
    const { bundleRunner, runner } = await import("./bundle-runner.mjs");
    if (!isFresh(runner)) await bundleRunner();
  }
}

/**
 * V8 itself tells its machine code from that of another bundle by the length of the source alone, so the bundle's stamp
 * goes before it.
 */
function readMachineCode(stamp) {
  if (!existsSync(machineCode)) return undefined;
  const content = readFileSync(machineCode);
  return content.subarray(0, stamp.length).equals(stamp) ? content.subarray(stamp.length) : undefined;
}

/** Loads the bundle as `require` would, but with the machine code of an earlier run. */
function run() {
  const stamp = Buffer.from(`${stampOf(path.relative(root, bundle))}\n`.padStart(64));
  const cachedData = readMachineCode(stamp);
  const script = new vm.Script(Module.wrap(readFileSync(bundle, "utf8")), {
    filename: bundle,
    cachedData,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (cachedData === undefined || script.cachedDataRejected) {
    // At the end, when the functions that this program really uses have been compiled.
    process.once(
      "exit",
      (code) => code === 0 && writeWhole(machineCode, Buffer.concat([stamp, script.createCachedData()])),
    );
  }
  const module = { exports: {} };
  const require = createRequire(path.join(root, "package.json"));
  script.runInThisContext()(module.exports, require, module, bundle, cache);
}

if (!isFresh(bundle)) {
  mkdirSync(cache, { recursive: true });
  try {
    await build();
  } catch (error) {
    // esbuild has printed each mistake with its place already.
    if (!("errors" in error)) console.error(error.message);
    process.exit(1);
  }
}
process.argv = [process.argv[0], path.join(root, entry), ...rest];
run();
