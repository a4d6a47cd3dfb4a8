import path from "node:path";
import type { TestProject } from "vitest/node";
import { terraformEnvironment } from "../../tools/terraform/environment.ts";
import { wayToRegistry } from "./clean-environment.ts";

/** What the tests that need Terraform have to work with. */
export type TerraformFacts =
  | { readonly available: true; readonly file: string; readonly env: Readonly<Record<string, string>> }
  | { readonly available: false; readonly reason: string };

declare module "vitest" {
  interface ProvidedContext {
    readonly terraform: TerraformFacts;
  }
}

/** Looks once, before all test files, for Terraform and its providers. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = path.resolve(project.config.root);
  try {
    const folder = path.join(root, ".eksplan", "test", "terraform");
    const terraform = await terraformEnvironment({ project: root, folder });
    for (const note of terraform.notes) console.log(`terraform: ${note}`);
    const env = { ...wayToRegistry(process.env), ...terraform.env };
    project.provide("terraform", { available: true, file: terraform.program.file, env });
    return async () => terraform[Symbol.asyncDispose]();
  } catch (error) {
    const reason = (error as Error).message;
    console.log(`the tests that need Terraform are skipped: ${reason}`);
    project.provide("terraform", { available: false, reason });
    return async () => {};
  }
}
