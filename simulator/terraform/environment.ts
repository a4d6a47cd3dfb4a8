import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { installNullProvider } from "../null-provider/install.ts";
import { findMirror, type ProviderAddress } from "./mirrors.ts";

const AWS: ProviderAddress = "registry.terraform.io/hashicorp/aws";
const NULL: ProviderAddress = "registry.terraform.io/hashicorp/null";
const REGISTRY = "https://registry.terraform.io/.well-known/terraform.json";

export interface TerraformEnvironment {
  /** Variables for Terraform and the cdktf CLI. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether providers come from a local mirror: then the cdktf CLI needs `--skip-provider-lock`. */
  readonly offline: boolean;
  /** What a person should know about where the providers come from. */
  readonly notes: readonly string[];
}

export interface TerraformEnvironmentOptions {
  /** Root of this project. */
  readonly project: string;
  /** Folder for the CLI configuration and a mirror. */
  readonly folder: string;
  /** Where mirrors are named. @default process.env */
  readonly from?: NodeJS.ProcessEnv;
  /** Whether the public registry answers. @default - it is asked, once, for at most 3 s */
  readonly registry?: () => Promise<boolean>;
}

/**
 * Where Terraform finds its providers on this machine: the public registry, or mirrors. For demo and tests only; a user's own
 * run is left to Terraform.
 */
export async function terraformEnvironment(
  options: TerraformEnvironmentOptions,
): Promise<TerraformEnvironment> {
  const { project, folder, from = process.env, registry = registryAnswers } = options;
  const aws = findMirror(AWS, from);
  if (await registry()) return { env: {}, offline: false, notes: [] };
  if (aws === undefined) {
    throw new Error(
      `Terraform's registry does not answer and no mirror has ${AWS}; make one with "terraform providers mirror FOLDER" and name it in TF_PLUGIN_CACHE_DIR`,
    );
  }
  mkdirSync(folder, { recursive: true });
  const given = findMirror(NULL, from);
  const notes = [`AWS provider from the mirror ${aws}; the public registry does not answer`];
  let nullMirror = given;
  if (nullMirror === undefined) {
    nullMirror = path.join(folder, "mirror");
    await installNullProvider(nullMirror, project);
    notes.push("hashicorp/null is in no mirror: its double in simulator/null-provider takes its place");
  }
  const file = path.join(folder, "terraformrc");
  writeFileSync(
    file,
    configuration([
      [aws, AWS],
      [nullMirror, NULL],
    ]),
  );
  // cdktf and Terraform would wait for a server that tells them about new versions.
  const env = { TF_CLI_CONFIG_FILE: file, TF_PLUGIN_CACHE_DIR: "", CHECKPOINT_DISABLE: "1" };
  return { env, offline: true, notes };
}

function configuration(mirrors: readonly (readonly [string, ProviderAddress])[]): string {
  const blocks = mirrors.map(
    ([folder, provider]) =>
      `  filesystem_mirror {\n    path    = ${JSON.stringify(folder)}\n    include = ["${provider}"]\n  }\n`,
  );
  return `provider_installation {\n${blocks.join("")}}\n`;
}

async function registryAnswers(): Promise<boolean> {
  try {
    return (await fetch(REGISTRY, { signal: AbortSignal.timeout(3000) })).ok;
  } catch {
    return false;
  }
}
