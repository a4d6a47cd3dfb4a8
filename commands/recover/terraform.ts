import { spawn } from "node:child_process";

export interface TerraformOptions {
  /** Terraform, or what takes its place. @default - what TERRAFORM_BINARY_NAME names, else `terraform` on the PATH */
  readonly file?: string;
  /** The whole environment of every command. @default process.env */
  readonly env?: NodeJS.ProcessEnv;
}

export interface TerraformOutcome {
  readonly ok: boolean;
  /** What it printed to its error output. */
  readonly message: string;
}

/** Terraform in one folder. */
export class Terraform {
  readonly folder: string;
  readonly #options: TerraformOptions;

  constructor(folder: string, options: TerraformOptions = {}) {
    this.folder = folder;
    this.#options = options;
  }

  /** The same program in another folder. */
  in(folder: string): Terraform {
    return new Terraform(folder, this.#options);
  }

  /**
   * Runs a command and returns what it printed.
   * @throws Error with the command and Terraform's own message
   */
  async run(args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.#spawn(args);
    if (code !== 0) throw new Error(`terraform ${args.join(" ")} failed in ${this.folder}\n${stderr.trim()}`);
    return stdout;
  }

  /** Runs a command and says whether it succeeded, with its error text. */
  async attempt(args: readonly string[]): Promise<TerraformOutcome> {
    const { code, stderr } = await this.#spawn(args);
    return { ok: code === 0, message: stderr.trim() };
  }

  #spawn(args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const { env = process.env, file = env["TERRAFORM_BINARY_NAME"] || "terraform" } = this.#options;
    return new Promise((resolve, reject) => {
      const child = spawn(file, args, { cwd: this.folder, env, stdio: ["ignore", "pipe", "pipe"] });
      const stdout: Buffer[] = [];
      const stderr: Buffer[] = [];
      child.stdout.on("data", (chunk) => stdout.push(chunk));
      child.stderr.on("data", (chunk) => stderr.push(chunk));
      child.on("error", (error: NodeJS.ErrnoException) =>
        reject(
          error.code === "ENOENT"
            ? new Error(
                `${file} is not on the PATH; install it from https://developer.hashicorp.com/terraform/install`,
              )
            : error,
        ),
      );
      child.on("close", (code) =>
        resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
      );
    });
  }
}
