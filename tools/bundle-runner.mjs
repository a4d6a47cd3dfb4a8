// Bundles the bootstrap's runner: `node tools/bundle-runner.mjs OUTFILE`. Beside the bundle, OUTFILE.json says of which
// files it is made and when they were last changed, so that it is built only when it must be.
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const [, , outfile] = process.argv;
if (outfile === undefined) {
  console.error("usage: node tools/bundle-runner.mjs OUTFILE");
  process.exit(2);
}
const root = path.resolve(import.meta.dirname, "..");
mkdirSync(path.dirname(outfile), { recursive: true });

// How the runner is bundled is written in TypeScript beside it: that is bundled first, for this process only.
const own = `${outfile}.${process.pid}`;
const recipe = await build({
  absWorkingDir: root,
  entryPoints: ["modules/bootstrap/runner/build.ts"],
  outfile: `${own}.recipe.mjs`,
  bundle: true,
  platform: "node",
  format: "esm",
  external: ["esbuild"],
  logLevel: "error",
});
if (recipe.errors.length > 0) process.exit(1);
try {
  const { bundleRunner } = await import(`${own}.recipe.mjs`);
  await bundleRunner(own, root);
  const inputs = await build({
    absWorkingDir: root,
    entryPoints: ["modules/bootstrap/runner/main.ts", "modules/bootstrap/runner/build.ts"],
    outdir: "unused",
    bundle: true,
    write: false,
    packages: "external",
    platform: "node",
    metafile: true,
    logLevel: "error",
  });
  const files = [...Object.keys(inputs.metafile.inputs), "package-lock.json", "tools/bundle-runner.mjs"];
  const stamps = Object.fromEntries(
    files.map((file) => {
      const { mtimeMs, size } = statSync(path.join(root, file));
      return [file, `${mtimeMs}:${size}`];
    }),
  );
  // Written aside and renamed, so that two runs at once never read half a bundle.
  renameSync(own, outfile);
  writeFileSync(`${own}.json`, JSON.stringify(stamps));
  renameSync(`${own}.json`, `${outfile}.json`);
} finally {
  rmSync(`${own}.recipe.mjs`, { force: true });
}
