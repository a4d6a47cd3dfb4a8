import { type BuildOptions, build, type Plugin } from "esbuild";

/**
 * What the official client's KubeConfig imports but never uses here: its generated models (345 kB) and node-fetch's
 * table of international domain names (290 kB), for which Node has its own.
 */
const lean: Plugin = {
  name: "lean-kubernetes-client",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/gen\/(?:index|apis\/.*)\.js$/ }, ({ importer }) =>
      importer.includes("@kubernetes/client-node/dist")
        ? { path: "generated", namespace: "lean" }
        : undefined,
    );
    onResolve({ filter: /^whatwg-url$/ }, () => ({ path: "whatwg-url", namespace: "lean" }));
    onLoad({ filter: /.*/, namespace: "lean" }, ({ path }) => ({
      contents:
        path === "whatwg-url"
          ? "module.exports = { URL: globalThis.URL, URLSearchParams: globalThis.URLSearchParams };"
          : "export const createConfiguration = undefined; export class ServerConfiguration {} export class CoreV1Api {}",
      loader: "js",
    }));
  },
};

/** Bundles the runner into one CommonJS file that needs nothing but Node 20. */
export async function bundleRunner(outfile: string, root = process.cwd()): Promise<void> {
  const options: BuildOptions = {
    absWorkingDir: root,
    entryPoints: ["modules/bootstrap/runner/main.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    minify: true,
    legalComments: "none",
    logLevel: "error",
    plugins: [lean],
    // The client's development-time paths, websocket's native helpers.
    external: ["bufferutil", "utf-8-validate", "encoding"],
  };
  await build(options);
}
