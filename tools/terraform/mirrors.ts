import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import type { Environment } from "./program.ts";

const entriesOf = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder) : []);

/** The user's folder as Terraform finds it. */
function homeOf(environment: Environment): string {
  if (environment["HOME"]) return environment["HOME"];
  try {
    return homedir();
  } catch {
    // A container's user may be nothing but a number, which no database knows.
    return "/";
  }
}

/** The user's own CLI configuration, if there is one. */
export function cliConfiguration(environment: Environment): string {
  const file = environment["TF_CLI_CONFIG_FILE"] || path.join(homeOf(environment), ".terraformrc");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** Folders that the CLI configuration names; its other blocks are not for us. */
function configuredFolders(configuration: string, home: string): readonly string[] {
  const code = configuration.replaceAll(/(?:#|\/\/).*$/gm, "");
  const mirrors = code.matchAll(/filesystem_mirror\s*\{[^}]*?\bpath\s*=\s*"([^"]+)"/g);
  const caches = code.matchAll(/plugin_cache_dir\s*=\s*"([^"]+)"/g);
  return [...mirrors, ...caches].map(([, folder = ""]) => folder.replace(/^\$HOME|^~/, () => home));
}

/**
 * Folders in which Terraform providers may lie on this machine, in the order in which they are asked.
 *
 * @param shared folder whose subfolders are looked at too, such as `/opt`
 */
export function mirrorFolders(environment: Environment, shared = "/opt"): readonly string[] {
  const home = homeOf(environment);
  const known = [
    ...configuredFolders(cliConfiguration(environment), home),
    environment["TF_PLUGIN_CACHE_DIR"] ?? "",
    path.join(home, ".terraform.d", "plugins"),
    "/usr/share/terraform/plugins",
    "/usr/local/share/terraform/plugins",
    ...entriesOf(shared).map((name) => path.join(shared, name)),
  ];
  return [...new Set(known.filter((folder) => folder !== "" && existsSync(folder)))];
}

/** Versions of a provider that a mirror has for this machine, packed or unpacked. */
export function versionsIn(mirror: string, address: string): readonly string[] {
  const folder = path.join(mirror, address);
  const name = path.basename(address);
  return entriesOf(folder).flatMap((entry) => {
    const packed = new RegExp(`^terraform-provider-${name}_(.+)_${platform()}\\.zip$`).exec(entry)?.[1];
    if (packed !== undefined) return [packed];
    return existsSync(path.join(folder, entry, platform())) ? [entry] : [];
  });
}

/** The platform as Terraform calls it, for example `linux_amd64`. */
export function platform(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const processor = ({ x64: "amd64", ia32: "386" } as Record<string, string>)[process.arch] ?? process.arch;
  return `${system}_${processor}`;
}
