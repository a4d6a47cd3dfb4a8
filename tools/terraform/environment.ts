import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ServedProvider } from "../null-provider/serve.ts";
import { type ProviderSource, renderCliConfig } from "./cli-config.ts";
import { cliConfiguration, mirrorFolders, versionsIn } from "./mirrors.ts";
import { type Environment, findTerraform, type Program } from "./program.ts";
import { reachesRegistry } from "./registry.ts";

/** Disposed of when no Terraform that was started with it runs any more. */
export interface TerraformEnvironment extends AsyncDisposable {
  /** Variables for Terraform and the cdktf CLI; an empty value takes a variable away. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether providers come from a local mirror: then the cdktf CLI needs `--skip-provider-lock`. */
  readonly offline: boolean;
  /** What a person should know about where the providers come from. */
  readonly notes: readonly string[];
  /** Terraform itself, or what takes its place. */
  readonly program: Program;
}

export interface TerraformEnvironmentOptions {
  /** Root of this project. */
  readonly project: string;
  /** Folder for the CLI configuration. */
  readonly folder: string;
  /** @default process.env */
  readonly from?: Environment;
  /** Folders to look for providers in. @default - the ones that Terraform knows, and those below `/opt` */
  readonly mirrors?: readonly string[];
  /** Whether the public registry can be used. @default - Terraform is asked, for at most 30 s */
  readonly registry?: () => Promise<boolean>;
}

/**
 * Finds Terraform and a source for each provider that eksplan's stacks need: the registry, else a mirror on this machine,
 * else, for hashicorp/null alone, a double of it that is part of this project. For the demo, `npm run local` and the tests;
 * a user's own runs take the providers from where the user's Terraform takes them.
 *
 * @throws Error that names what is missing and the way to get it
 */
export async function terraformEnvironment(
  options: TerraformEnvironmentOptions,
): Promise<TerraformEnvironment> {
  const { double, ...found } = await find(options);
  if (double === undefined) return { ...found, [Symbol.asyncDispose]: async () => {} };
  const env = { ...found.env, TF_REATTACH_PROVIDERS: double.reattach };
  return { ...found, env, [Symbol.asyncDispose]: () => double[Symbol.asyncDispose]() };
}

interface Found extends Omit<TerraformEnvironment, typeof Symbol.asyncDispose> {
  /** What takes the place of hashicorp/null. */
  readonly double?: ServedProvider;
}

async function find(options: TerraformEnvironmentOptions): Promise<Found> {
  const from = options.from ?? process.env;
  const program = await findTerraform(from);
  const quiet = {
    // cdktf and Terraform would wait for a server that tells them about new versions.
    CHECKPOINT_DISABLE: "1",
    // cdktf would leave a folder of its own and a plugin cache in the user's home.
    CDKTF_HOME: path.join(options.project, ".eksplan", "cdktf"),
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
    // A quarter of a plan's CPU time is Go collecting the schemas of the AWS provider as garbage; 50 MiB more avoid it.
    GOGC: from["GOGC"] ?? "400",
  };
  if (/\bnetwork_mirror\s*\{/.test(cliConfiguration(from))) {
    const notes = ["Terraform providers come from the network mirror of your CLI configuration"];
    return { program, env: quiet, offline: true, notes };
  }
  const cached = { ...quiet, ...pluginCache(options.project, from) };
  const registry =
    options.registry ?? (() => reachesRegistry(program, { ...from, ...cached }, options.folder));
  if (await registry()) {
    // A configuration that doesn't exist is a warning at every command; an empty one is none.
    const missing = from["TF_CLI_CONFIG_FILE"] !== undefined && cliConfiguration(from) === "";
    const file = missing ? { TF_CLI_CONFIG_FILE: write(options.folder, "") } : {};
    return { program, env: { ...cached, ...file }, offline: false, notes: [] };
  }
  const { sources, ...rest } = await offlineSources(program, options, from);
  const file = write(options.folder, renderCliConfig(sources));
  const env = { ...quiet, TF_CLI_CONFIG_FILE: file, TF_PLUGIN_CACHE_DIR: "" };
  return { program, env, offline: true, ...rest };
}

/** The AWS provider is 700 MB: it is fetched once for all runs in this clone, unless the user has a cache of their own. */
function pluginCache(project: string, from: Environment): Readonly<Record<string, string>> {
  const cache = from["TF_PLUGIN_CACHE_DIR"] || path.join(project, ".eksplan", "plugin-cache");
  mkdirSync(cache, { recursive: true });
  return { TF_PLUGIN_CACHE_DIR: cache, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1" };
}

interface OfflineSources extends Pick<Found, "notes" | "double"> {
  readonly sources: readonly ProviderSource[];
}

async function offlineSources(
  { registry }: Program,
  { mirrors }: TerraformEnvironmentOptions,
  from: Environment,
): Promise<OfflineSources> {
  const folders = mirrors ?? mirrorFolders(from);
  const holding = (address: string) => folders.find((place) => versionsIn(place, address).length > 0);
  const awsAddress = `${registry}/hashicorp/aws`;
  const aws = holding(awsAddress);
  if (aws === undefined) {
    throw new Error(
      `the Terraform provider hashicorp/aws can be had neither from ${registry} nor from a mirror on this machine ` +
        `(looked in ${folders.join(", ") || "no folder, as there is none"}); make one with "terraform providers mirror FOLDER" and name it in TF_PLUGIN_CACHE_DIR`,
    );
  }
  const notes = [`AWS provider from the mirror ${aws}; ${registry} can't be reached`];
  const nullAddress = `${registry}/hashicorp/null`;
  const nullMirror = holding(nullAddress);
  const sources = [
    { address: awsAddress, mirror: aws },
    { address: nullAddress, mirror: nullMirror },
  ];
  if (nullMirror !== undefined) return { sources, notes };
  // Loaded where it is needed only: gRPC is much of a program's start.
  const { serveNullProvider } = await import("../null-provider/serve.ts");
  return {
    sources,
    notes: [...notes, "hashicorp/null is in no mirror: its double in tools/null-provider takes its place"],
    double: await serveNullProvider(nullAddress),
  };
}

/** Renamed into place: another run may be reading the file. */
function write(folder: string, text: string): string {
  const file = path.join(folder, "terraform.tfrc");
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
  return file;
}
