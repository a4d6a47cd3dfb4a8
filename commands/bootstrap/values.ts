import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { UserError } from "@eksplan/diagnostics/user-error";
import type { ProcessValues } from "@eksplan/playbook/ir";
import type { StackDocument } from "./stack.ts";

/** What the tasks of a stack get from Terraform. */
export interface StackValues {
  readonly values: ProcessValues;
  /** Names under `eks` and `vars` whose values are masked in output. */
  readonly masked: readonly string[];
}

/** Environments of the tasks, as Terraform expressions. */
const environments = ({ resource }: StackDocument): readonly Readonly<Record<string, string>>[] =>
  Object.entries(resource?.null_resource ?? {})
    .filter(([name]) => name.startsWith("bootstrap_"))
    .flatMap(([, { provisioner = [] }]) => provisioner)
    .map((one) => one["local-exec"]?.environment ?? {});

/**
 * The values that the tasks would get in an apply: Terraform itself works out the very expressions of the stack's JSON,
 * from the state of the stack.
 *
 * @param folder where Terraform runs, `cdktf.out/stacks/<cluster>`
 * @throws UserError when the stack was never deployed as far as these values
 */
export async function valuesFromState(document: StackDocument, folder: string): Promise<StackValues> {
  if (!existsSync(path.join(folder, ".terraform")))
    throw UserError.because(
      `${folder} was never initialized: deploy the cluster first, or run "terraform init" there if another machine deployed it`,
    );
  const all = environments(document);
  const expressions = [...new Set(all.map((one) => one["EKS_BOOTSTRAP_VARS"]).filter(isText))];
  // One value in, one value out: the console shows the result of its last line alone. Base64 needs no unescaping.
  const line = `base64encode(jsonencode([${expressions.map((text) => `nonsensitive(${quoted(text)})`).join(", ")}]))`;
  const output = await console_(line, folder, document);
  const [, encoded] = /^"([A-Za-z0-9+/=]*)"\s*$/.exec(output) ?? [];
  if (encoded === undefined)
    throw UserError.because(
      `the state of ${folder} does not hold the cluster's values yet; deploy it first (terraform console said: ${output.trim().slice(0, 200)})`,
    );
  const texts = JSON.parse(Buffer.from(encoded, "base64").toString("utf8")) as readonly string[];
  const parts = texts.map((text) => JSON.parse(text) as Partial<ProcessValues>);
  const eks = Object.assign({}, ...parts.map((part) => part.eks ?? {})) as ProcessValues["eks"];
  if (typeof eks.endpoint !== "string" || eks.endpoint === "")
    throw UserError.because(`the state of ${folder} holds no cluster with an endpoint; deploy it first`);
  const vars = Object.assign({}, ...parts.map((part) => part.vars ?? {})) as ProcessValues["vars"];
  const masks = all.map((one) => one["EKS_BOOTSTRAP_MASK"]).filter(isText);
  const masked = [...new Set(masks.flatMap((text) => JSON.parse(text) as readonly string[]))];
  return { values: { eks, vars }, masked };
}

const isText = (value: string | undefined): value is string => value !== undefined;

/** A template of Terraform's JSON as an expression on one line; what stands in `${…}` is Terraform's already. */
function quoted(template: string): string {
  const whole = /^\$\{(.*)\}$/s.exec(template);
  if (whole === null) throw new Error(`not one expression: ${template.slice(0, 80)}`);
  return `(${whole[1]!.replaceAll(/\s*\n\s*/g, " ")})`;
}

function console_(line: string, cwd: string, { terraform }: StackDocument): Promise<string> {
  const program = process.env["TERRAFORM_BINARY_NAME"] || "terraform";
  const state = terraform?.backend?.local?.path;
  // The console takes `terraform.tfstate` for the state of a local backend, whatever the backend says.
  const args = ["console", ...(state === undefined ? [] : [`-state=${state}`])];
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ["pipe", "pipe", "pipe"] });
    const [out, err]: [string[], string[]] = [[], []];
    child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => err.push(text));
    child.on("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "ENOENT"
          ? UserError.because(
              `${program} is not on the PATH; install it from https://developer.hashicorp.com/terraform/install`,
            )
          : error,
      ),
    );
    child.on("close", (code) =>
      code === 0
        ? resolve(out.join(""))
        : reject(UserError.because(`terraform console failed in ${cwd}\n${err.join("").trim()}`)),
    );
    child.stdin.on("error", () => undefined);
    child.stdin.end(`${line}\n`);
  });
}
