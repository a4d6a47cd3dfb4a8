import { cpSync, rmSync } from "node:fs";
import path from "node:path";
import { type LocalAws, startLocalAws } from "@eksplan/local-aws";
import { isMutating } from "@eksplan/local-aws/faults";
import { recover } from "../../commands/recover/recover.ts";
import { Terraform } from "../../commands/recover/terraform.ts";
import { type Case, faultOf } from "./cases.ts";
import { normalizedState } from "./normalized-state.ts";

/** Simulated seconds in a real one: what takes time then is the provider alone. */
export const SPEED = 1000;

/** A stack that has been synthesized, and how to run Terraform on it. */
export interface Deployable {
  /** Folder with `cdktf.out`; every deployment works on a copy. */
  readonly folder: string;
  readonly stack: string;
  readonly region: string;
  /** Terraform itself. */
  readonly program: string;
  /** Variables over the process's own; an empty one takes a variable away. */
  readonly env: Readonly<Record<string, string>>;
}

/** A deploy without mishaps. */
export interface Reference {
  /** Calls that changed something, or were to, in order. */
  readonly calls: readonly string[];
  readonly state: readonly string[];
}

/** What became of a deploy in which one call went wrong. */
export interface Outcome {
  readonly case: Case;
  /** The call that went wrong, for example `ec2:CreateVpc`. */
  readonly operation: string;
  /** What had to be done, for example `deploy, deploy`. */
  readonly steps: readonly string[];
  /** Why it does not count as converged. */
  readonly problems: readonly string[];
  /** The state that was reached, normalized. */
  readonly state: readonly string[];
}

/** Deploys once as a user does who meets no mishap. */
export function deployReference(what: Deployable, name: string): Promise<Reference> {
  return inOwnPlace(what, name, async ({ aws, terraform }) => {
    await terraform.run(APPLY);
    const calls = aws
      .journal()
      .filter(({ operation }) => isMutating(operation))
      .map(({ service, operation }) => `${service}:${operation}`);
    const { state } = await found(terraform);
    return { calls, state };
  });
}

/**
 * Deploys with one call gone wrong, deploys again until it has converged, and destroys. `recover` runs where its
 * document says so: after a second deploy that failed, and after a lost answer.
 */
export function deployThrough(one: Case, what: Deployable, name: string): Promise<Outcome> {
  return inOwnPlace(what, name, async ({ aws, terraform }) => {
    aws.setFaults([faultOf(one)]);
    const { operation, steps, problems: met } = await converge(one, what, { aws, terraform });
    const problems = [...met];
    const { empty, state } = await found(terraform);
    if (!empty) problems.push("the plan is not empty");
    const destroyed = await terraform.attempt(DESTROY);
    if (!destroyed.ok) problems.push(`destroy fails: ${firstLine(destroyed.message)}`);
    const left = aws.leftovers().map(({ kind, id }) => `${kind} ${id}`);
    if (left.length > 0) problems.push(`left: ${left.join(", ")}`);
    for (const problem of aws.problems()) problems.push(`local AWS: ${problem}`);
    return { case: one, operation, steps, problems, state };
  });
}

/** Deploys, while a fault is played, as often and with `recover` as its document says. */
export async function converge(
  one: Case,
  { stack, region }: Pick<Deployable, "stack" | "region">,
  { aws, terraform }: Place,
): Promise<Pick<Outcome, "operation" | "steps" | "problems">> {
  const problems: string[] = [];
  const steps: string[] = [];
  let lastError = "";
  const deploy = async (): Promise<boolean> => {
    const { ok, message } = await terraform.attempt(APPLY);
    steps.push(ok ? "deploy" : "deploy (fails)");
    if (!ok) lastError = message;
    return ok;
  };
  const recovery = async () => {
    const said: string[] = [];
    const count = await recover({
      terraform,
      cluster: stack,
      region,
      say: (line) => said.push(line),
      pollSeconds: 1,
      removeDoubles: true,
    });
    steps.push(`recover (${count})`);
  };
  const converged = (await deploy()) || (await deploy());
  const struck = aws.journal().find(({ fault }) => fault !== undefined);
  const operation = struck === undefined ? "none" : `${struck.service}:${struck.operation}`;
  if (struck === undefined) problems.push(`there was no call ${one.call}`);
  if (!converged || one.mishap === "applied, answer lost") await recovery();
  if (!converged && !(await deploy())) problems.push(`does not converge: ${firstLine(lastError)}`);
  return { operation, steps, problems };
}

/** A copy of the stack, and a local AWS that knows nothing of others. */
export interface Place {
  readonly aws: LocalAws;
  readonly terraform: Terraform;
}

export const APPLY = ["apply", "-input=false", "-no-color", "-auto-approve"];

const DESTROY = ["destroy", "-input=false", "-no-color", "-auto-approve"];

/** What a plan says, and the state as it has found it: with what AWS added meanwhile, unlike the one that was recorded. */
export async function found(
  terraform: Terraform,
): Promise<{ readonly empty: boolean; readonly state: readonly string[] }> {
  const file = path.join(terraform.folder, "chaos.plan");
  const plan = ["plan", "-input=false", "-no-color", "-detailed-exitcode", "-lock=false", `-out=${file}`];
  const { ok: empty } = await terraform.attempt(plan);
  return { empty, state: normalizedState(await terraform.run(["show", "-json", file])) };
}

async function inOwnPlace<Result>(
  what: Deployable,
  name: string,
  work: (place: Place) => Promise<Result>,
): Promise<Result> {
  const folder = path.join(what.folder, name);
  cpSync(path.join(what.folder, "cdktf.out"), path.join(folder, "cdktf.out"), { recursive: true });
  try {
    await using aws = await startLocalAws({ speed: SPEED });
    const merged = { ...process.env, ...what.env, ...aws.environment() };
    const env = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ""));
    const place = path.join(folder, "cdktf.out", "stacks", what.stack);
    const terraform = new Terraform(place, { file: what.program, env });
    await terraform.run(["init", "-input=false", "-no-color"]);
    return await work({ aws, terraform });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

const firstLine = (message: string): string =>
  message
    .split("\n")
    .find((line) => line.includes("Error:"))
    ?.replace(/^.*Error: /, "") ?? message.slice(0, 200);
