import { spawn } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";
import { type LocalAws, startLocalAws } from "@eksplan/local-aws";
import { type TerraformEnvironment, terraformEnvironment } from "../tools/terraform/environment.ts";

const USAGE = `usage: npm run local -- [options] [COMMAND [ARGUMENTS]]

Starts the local AWS. With a command: runs it against the local AWS, then stops it and ends with its exit code. Without:
prints the environment to use and runs until it is interrupted.

  --speed N       simulated seconds in a real one (default 600: a control plane takes 0.8 s)
  --port N        port to listen on (default: any free one)
  --state FILE    keeps the state in FILE, so that it outlives this process
  --faults FILE   faults to play, as JSON (docs/local-aws.md)
  --journal FILE  appends every call to FILE, as JSON lines
  --account ID    account of the environment, twelve digits (default 123456789012)
  --help

Example:
  npm run local -- sh -c 'npx cdktf deploy demo --auto-approve && aws eks list-clusters'`;

/** For clients that nobody told a region: the AWS CLI refuses to work without one. */
const DEMO_REGION = "eu-central-1";

const OPTIONS = {
  speed: { type: "string", default: "600" },
  port: { type: "string", default: "0" },
  state: { type: "string" },
  faults: { type: "string" },
  journal: { type: "string" },
  account: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** Options end where the command begins: its own options are its own. */
function splitArguments(args: readonly string[]): { own: string[]; command: string[] } {
  let index = 0;
  while (args[index]?.startsWith("-")) {
    const name = args[index]!.replace(/^-+/, "");
    if (name === "") break;
    index += name.includes("=") || name === "help" || name === "h" ? 1 : 2;
  }
  const rest = args.slice(index);
  return { own: args.slice(0, index), command: rest[0] === "--" ? rest.slice(1) : [...rest] };
}

function positive(name: string, value: string, smallest: number): number {
  const number = Number(value);
  if (!Number.isFinite(number) || number < smallest) {
    throw new Error(`--${name} ${value}: must be a number of at least ${smallest}`);
  }
  return number;
}

async function main(): Promise<number> {
  const { own, command } = splitArguments(process.argv.slice(2));
  const { values } = parseArgs({ args: own, options: OPTIONS });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  await using aws = await startLocalAws({
    speed: positive("speed", values.speed, 0.001),
    port: positive("port", values.port, 0),
    ...(values.state !== undefined && { stateFile: values.state }),
    ...(values.faults !== undefined && { faultsFile: values.faults }),
    ...(values.journal !== undefined && { journalFile: values.journal }),
  });
  await using terraform = await providers();
  const region = process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"] ?? DEMO_REGION;
  const environment = {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    ...aws.environment(values.account),
    ...terraform?.env,
  };
  const code = command.length === 0 ? await serve(aws, environment) : await run(command, environment);
  report(aws, values.state !== undefined);
  return code;
}

/** A machine without Terraform, or without its providers, can still use the AWS CLI or kubectl against the local AWS. */
async function providers(): Promise<TerraformEnvironment | undefined> {
  try {
    const found = await terraformEnvironment({
      project: process.cwd(),
      folder: path.resolve(".eksplan", "terraform"),
    });
    for (const note of found.notes) console.error(`local: ${note}`);
    if (found.offline) console.error("local: give cdktf the option --skip-provider-lock");
    return found;
  } catch (error) {
    console.error(`local: ${(error as Error).message}`);
    return undefined;
  }
}

async function serve(aws: LocalAws, environment: Readonly<Record<string, string>>): Promise<number> {
  console.log(`# local AWS at ${aws.url}; use it with`);
  for (const [name, value] of Object.entries(environment)) {
    console.log(value === "" ? `unset ${name}` : `export ${name}='${value}'`);
  }
  await new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  return 0;
}

/** Variables over others; empty ones are taken away, because the AWS CLI looks for a profile without a name. */
const over = (base: NodeJS.ProcessEnv, variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries({ ...base, ...variables }).filter(([name, value]) => value !== "" || !(name in variables)),
  );

/** Runs the command with the terminal as its own; the terminal's Ctrl-C reaches it directly. */
function run(
  [file, ...args]: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file!, args, { stdio: "inherit", env: over(process.env, environment) });
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    // The command ends on Ctrl-C, and this process after it: somebody has to answer its last calls.
    process.on("SIGINT", () => {});
    process.on("SIGTERM", forward);
    process.on("SIGHUP", forward);
    child.on("error", (error) => reject(new Error(`${file}: ${error.message}`)));
    child.on("close", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 143)));
  });
}

function report(aws: LocalAws, kept: boolean): void {
  const gaps = [...aws.gaps()];
  for (const [name, count] of gaps)
    console.error(`local: not implemented, asked for ${count} times: ${name}`);
  for (const problem of aws.problems()) console.error(`local: mistake of the local AWS itself: ${problem}`);
  const left = aws.leftovers();
  const kinds = countKinds(left);
  const summary = [...kinds].map(([kind, count]) => `${count} ${kind}`).join(", ");
  console.error(
    left.length === 0
      ? "local: no object is left"
      : `local: ${left.length} objects are left${kept ? " and kept in the state file" : ""}: ${summary}`,
  );
}

function countKinds(objects: readonly { readonly kind: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of objects) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
