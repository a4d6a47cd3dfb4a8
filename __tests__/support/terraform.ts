import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { describe, inject, type SuiteFactory } from "vitest";
import { type Finished, type Running, start } from "./process.ts";

/** A suite that is reported as skipped, with the reason, on a machine without Terraform or its providers. */
export function describeWithTerraform(name: string, suite: SuiteFactory): void {
  const facts = inject("terraform");
  describe.skipIf(!facts.available)(facts.available ? name : `${name} (skipped: ${facts.reason})`, suite);
}

/** Cases whose like is in the suite already, and that take minutes. */
export const isSlowWanted = process.env["EKSPLAN_SLOW_TESTS"] === "1";

/** Told in the name of what is skipped. */
export const SLOW = "slow: EKSPLAN_SLOW_TESTS=1 runs it";

/** A folder inside the clone that goes away with the test. */
export function scratchFolder(name: string): Disposable & { readonly path: string } {
  const parent = path.resolve(".eksplan", "test");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, `${name}-`));
  return {
    path: folder,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** Commands that colour their output even when nobody looks. */
const COLOURFUL = new Set(["init", "validate", "plan", "apply", "destroy", "import", "show", "output"]);

/** Terraform in one folder, with the providers of this machine. */
export class Terraform {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly file: string;

  /** @param env over the environment that finds the providers */
  constructor(folder: string, env: Readonly<Record<string, string>> = {}) {
    const facts = inject("terraform");
    if (!facts.available) throw new Error(facts.reason);
    this.folder = folder;
    this.file = facts.file;
    this.env = { ...facts.env, ...env };
  }

  start(...args: readonly string[]): Running {
    const [command = "", ...rest] = args;
    const plain = COLOURFUL.has(command) ? ["-no-color"] : [];
    return start([this.file, command, ...plain, ...rest], { cwd: this.folder, env: this.env });
  }

  /** Runs to the end, whatever that is. */
  attempt(...args: readonly string[]): Promise<Finished> {
    return this.start(...args).finished;
  }

  /**
   * Runs to a good end and returns what was printed.
   * @throws Error with what Terraform said
   */
  async run(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.attempt(...args);
    if (code !== 0) {
      throw new Error(
        `terraform ${args.join(" ")} ended with ${code} in ${this.folder}\n${stdout}\n${stderr}`,
      );
    }
    return stdout;
  }

  /**
   * Plans and returns the plan's text, or undefined when there is nothing to do.
   * @throws Error with what Terraform said
   */
  async pendingChanges(): Promise<string | undefined> {
    const { code, stdout, stderr } = await this.attempt(
      "plan",
      "-input=false",
      "-detailed-exitcode",
      "-lock=false",
    );
    if (code === 0) return undefined;
    if (code === 2) return stdout;
    throw new Error(`terraform plan ended with ${code} in ${this.folder}\n${stdout}\n${stderr}`);
  }
}
