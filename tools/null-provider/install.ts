import { chmodSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { nullProviderAddress, nullProviderVersion } from "./address.ts";

/**
 * Puts the provider as one executable file into a Terraform mirror (unpacked layout).
 *
 * @param mirror folder of the mirror @param project root of this project @param address other hosts have it under theirs
 * @returns the executable
 */
export async function installNullProvider(
  mirror: string,
  project: string,
  address: string = nullProviderAddress,
): Promise<string> {
  const folder = path.join(mirror, address, nullProviderVersion, platform());
  const file = path.join(folder, `terraform-provider-null_v${nullProviderVersion}_x5`);
  mkdirSync(folder, { recursive: true });
  // Terraform copies or links the folder to where some other package.json may call it an ES module.
  writeFileSync(path.join(folder, "package.json"), '{ "type": "commonjs" }\n');
  const aside = `${file}.${process.pid}`;
  await build({
    absWorkingDir: project,
    entryPoints: ["tools/null-provider/main.ts"],
    outfile: aside,
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    legalComments: "none",
    logLevel: "error",
    // Terraform starts it with the PATH of the shell, where another Node, or none, may come first.
    banner: { js: `#!${process.execPath}` },
  });
  chmodSync(aside, 0o755);
  // Renamed into place: a process that runs the file now keeps its own.
  renameSync(aside, file);
  return file;
}

/** The platform as Terraform calls it, for example `linux_amd64`. */
export function platform(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const processor = ({ x64: "amd64", ia32: "386" } as Record<string, string>)[process.arch] ?? process.arch;
  return `${system}_${processor}`;
}
