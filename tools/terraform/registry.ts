import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { besideOtherWork, type Environment, type Program } from "./program.ts";

const configuration = `terraform {
  required_providers {
    null = {
      source  = "hashicorp/null"
      version = "~> 3.2"
    }
  }
}
`;

/**
 * Whether Terraform can fetch a provider from the registry. Terraform itself is asked, because only it knows the proxies
 * and certificates that it will use. What it fetched stays in the plugin cache.
 */
export async function reachesRegistry(
  { file }: Program,
  environment: Environment,
  scratch: string,
): Promise<boolean> {
  mkdirSync(scratch, { recursive: true });
  const folder = mkdtempSync(path.join(scratch, "registry-"));
  try {
    const cliConfig = path.join(folder, "direct.tfrc");
    writeFileSync(cliConfig, "provider_installation {\n  direct {}\n}\n");
    writeFileSync(path.join(folder, "main.tf"), configuration);
    return await succeeds(file, ["init", "-backend=false", "-input=false"], folder, {
      ...besideOtherWork(environment),
      TF_CLI_CONFIG_FILE: cliConfig,
      TF_REGISTRY_DISCOVERY_RETRY: "0",
      TF_REGISTRY_CLIENT_TIMEOUT: "5",
      CHECKPOINT_DISABLE: "1",
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const succeeds = (file: string, args: readonly string[], cwd: string, env: Environment) =>
  new Promise<boolean>((resolve) => {
    execFile(file, args, { cwd, env, timeout: 30_000 }, (error) => resolve(error === null));
  });
