import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

/** A provider that a machine without the public registry may have. */
export type ProviderAddress = `registry.terraform.io/hashicorp/${string}`;

/** Folders below /opt are looked at one level deep: images keep mirrors there under names of their own. */
const OPT = "/opt";

/** `path = "…"` of the filesystem_mirror blocks of a CLI configuration. */
const MIRROR_PATH = /filesystem_mirror\s*\{[^}]*?path\s*=\s*"([^"]+)"/g;

/** Where Terraform itself, and images made for it, keep providers. @see https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories */
function candidates(env: NodeJS.ProcessEnv): readonly string[] {
  const configuration = env["TF_CLI_CONFIG_FILE"] ?? path.join(homedir(), ".terraformrc");
  const configured = existsSync(configuration)
    ? [...readFileSync(configuration, "utf8").matchAll(MIRROR_PATH)].map(([, folder]) => folder!)
    : [];
  const opt = existsSync(OPT) ? readdirSync(OPT).map((name) => path.join(OPT, name)) : [];
  return [
    ...configured,
    ...(env["TF_PLUGIN_CACHE_DIR"] ? [env["TF_PLUGIN_CACHE_DIR"]] : []),
    path.join(homedir(), ".terraform.d", "plugins"),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
    ...opt,
  ];
}

/** Folder of the first mirror on this machine that has a provider; undefined if none has. */
export function findMirror(
  provider: ProviderAddress,
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  return candidates(env).find((folder) => {
    const place = path.join(folder, provider);
    return existsSync(place) && statSync(place).isDirectory() && readdirSync(place).length > 0;
  });
}
