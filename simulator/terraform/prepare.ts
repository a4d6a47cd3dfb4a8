import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { nullProviderVersion } from "../null-provider/address.ts";
import { installNullProvider } from "../null-provider/install.ts";
import { type ProviderSource, renderCliConfig } from "./cli-config.ts";
import { cliConfiguration, mirrorFolders, versionsIn } from "./mirrors.ts";
import { type Environment, findTerraform, type Program } from "./program.ts";
import { reachesRegistry } from "./registry.ts";

export interface TerraformSetup {
  readonly program: Program;
  /** To be put over the environment of every Terraform and cdktf run. */
  readonly environment: Readonly<Record<string, string>>;
  /** Sentences for the user: where providers come from if not from the registry, and what stands in for what. */
  readonly notes: readonly string[];
}

export interface TerraformSetupOptions {
  /** Root of this project. */
  readonly project: string;
  /** @default process.env */
  readonly environment?: Environment;
  /** Folders to look for providers in. @default - the ones that Terraform knows, and those below `/opt` */
  readonly mirrors?: readonly string[];
}

/**
 * Finds Terraform and a source for each provider that eksplan's stacks need: the registry, else a mirror on this machine,
 * else, for hashicorp/null alone, a double of it that is part of this project. For the demo, `npm run local` and the tests;
 * a user's own runs take the providers from where the user's Terraform takes them.
 *
 * @throws Error that names what is missing and the way to get it
 */
export async function prepareTerraform(options: TerraformSetupOptions): Promise<TerraformSetup> {
  const environment = options.environment ?? process.env;
  const program = await findTerraform(environment);
  const home = path.join(options.project, ".eksplan", "terraform");
  const cache = environment["TF_PLUGIN_CACHE_DIR"] || path.join(home, "plugin-cache");
  mkdirSync(cache, { recursive: true });
  const base = {
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    TF_PLUGIN_CACHE_DIR: cache,
    // The cache is shared by runs whose lock files are not: without this every run would download again.
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1",
  };
  if (/\bnetwork_mirror\s*\{/.test(cliConfiguration(environment))) {
    return { program, environment: base, notes: ["Terraform providers come from your network mirror"] };
  }
  const { sources, notes } = (await reachesRegistry(program, { ...environment, ...base }, home))
    ? { sources: [], notes: [] }
    : await offlineSources(program, options, environment, home);
  const cliConfig = writeOnce(path.join(home, "terraform.tfrc"), renderCliConfig(sources));
  return { program, environment: { ...base, TF_CLI_CONFIG_FILE: cliConfig }, notes };
}

async function offlineSources(
  { registry }: Program,
  options: TerraformSetupOptions,
  environment: Environment,
  home: string,
): Promise<{ readonly sources: readonly ProviderSource[]; readonly notes: readonly string[] }> {
  const folders = options.mirrors ?? mirrorFolders(environment);
  const holding = (address: string) => folders.find((folder) => versionsIn(folder, address).length > 0);
  const aws = `${registry}/hashicorp/aws`;
  const awsMirror = holding(aws);
  if (awsMirror === undefined) {
    throw new Error(
      `the Terraform provider hashicorp/aws can be had neither from ${registry} nor from a mirror on this machine ` +
        `(looked in ${folders.join(", ") || "no folder: there is none"}); get on the network, or put it into ~/.terraform.d/plugins by ` +
        '"terraform providers mirror"',
    );
  }
  const notes = [`${registry} can't be reached: hashicorp/aws comes from ${awsMirror}`];
  const address = `${registry}/hashicorp/null`;
  let nullMirror = holding(address);
  if (nullMirror === undefined) {
    nullMirror = path.join(home, "mirror");
    await installNullProvider(nullMirror, options.project, address);
    notes.push(
      `hashicorp/null is in no mirror: a double of version ${nullProviderVersion} stands in (simulator/null-provider)`,
    );
  }
  const sources = [
    { address: aws, mirror: awsMirror },
    { address, mirror: nullMirror },
  ];
  return { sources, notes };
}

/** Renamed into place: another run may be reading the file. */
function writeOnce(file: string, text: string): string {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
  return file;
}
