// Bundles the bootstrap's runner into one CommonJS file that needs nothing but Node 20:
// `node tools/bundle-runner.mjs OUTFILE`. Beside the bundle, OUTFILE.json says of which files it is made and when they
// were last changed, so that it is built only when it must be.
import { mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const [, , outfile] = process.argv;
if (outfile === undefined) {
  console.error("usage: node tools/bundle-runner.mjs OUTFILE");
  process.exit(2);
}
const root = path.resolve(import.meta.dirname, "..");

/**
 * What the official client's KubeConfig imports but never uses here: its generated models (345 kB) and node-fetch's
 * table of international domain names (290 kB), for which Node has its own.
 */
const leanKubernetesClient = {
  name: "lean-kubernetes-client",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/gen\/(?:index|apis\/.*)\.js$/ }, ({ importer }) =>
      importer.includes("@kubernetes/client-node/dist")
        ? { path: "generated", namespace: "lean" }
        : undefined,
    );
    onResolve({ filter: /^whatwg-url$/ }, () => ({ path: "whatwg-url", namespace: "lean" }));
    onLoad({ filter: /.*/, namespace: "lean" }, ({ path: name }) => ({
      contents:
        name === "whatwg-url"
          ? "module.exports = { URL: globalThis.URL, URLSearchParams: globalThis.URLSearchParams };"
          : "export const createConfiguration = undefined; export class ServerConfiguration {} export class CoreV1Api {}",
      loader: "js",
    }));
  },
};

/** Size and time of modification: cheap to ask for, and any edit changes one of them. */
const stampOf = (file) => {
  const { mtimeMs, size } = statSync(path.join(root, file));
  return `${mtimeMs}:${size}`;
};

/** Written aside and renamed, so that two runs at once never read half a file. */
function writeWhole(file, content) {
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
}

async function bundle() {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ["modules/bootstrap/runner/main.ts"],
    write: false,
    metafile: true,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    minify: true,
    legalComments: "none",
    logLevel: "error",
    plugins: [leanKubernetesClient],
    // The client's development-time paths, websocket's native helpers.
    external: ["bufferutil", "utf-8-validate", "encoding"],
  });
  // A library changes with the lock file only.
  const own = Object.keys(metafile.inputs).filter((file) => file.startsWith("modules/"));
  const files = [...own, "package-lock.json", "tools/bundle-runner.mjs"];
  mkdirSync(path.dirname(outfile), { recursive: true });
  writeWhole(outfile, outputFiles[0].contents);
  writeWhole(
    `${outfile}.json`,
    JSON.stringify(Object.fromEntries(files.map((file) => [file, stampOf(file)]))),
  );
}

try {
  await bundle();
} catch (error) {
  // esbuild has printed each mistake with its place already.
  if (!("errors" in error)) console.error(error.message);
  process.exit(1);
}
