// Bundles the bootstrap's runner into one CommonJS file that needs nothing but Node 20: `node tools/bundle-runner.mjs`.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { cache, keep, root } from "./bundle-files.mjs";

export const runner = path.join(cache, "bootstrap-runner.cjs");

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

export async function bundleRunner() {
  const result = await build({
    absWorkingDir: root,
    entryPoints: ["packages/playbook/runner/main.ts"],
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
  keep(runner, result, ["tools/bundle-runner.mjs"]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    mkdirSync(cache, { recursive: true });
    await bundleRunner();
  } catch (error) {
    // esbuild has printed each mistake with its place already.
    if (!("errors" in error)) console.error(error.message);
    process.exit(1);
  }
}
