import { copyFileSync, cpSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { type LocalAws, startLocalAws } from "@eksplan/local-aws";
import { isMutating } from "@eksplan/local-aws/faults";
import { Terraform } from "../../commands/recover/terraform.ts";
import { type Case, faultOf } from "./cases.ts";
import { APPLY, converge, found, type Place, SPEED } from "./deployment.ts";
import { PRINCIPAL } from "./edits.ts";
import { differences } from "./normalized-state.ts";

/** Files of one cluster, each synthesized into a folder, and how to run Terraform. */
export interface EditedCluster {
  /** Folder in which deployments come to lie. */
  readonly folder: string;
  readonly stack: string;
  readonly region: string;
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  /** Folder of the stack before the edit. */
  readonly before: string;
}

export const WAYS = ["there", "back"] as const;
export type Way = (typeof WAYS)[number];

/** One of the two ways without mishaps. */
export interface EditReference {
  readonly calls: Readonly<Record<Way, readonly string[]>>;
  /** State after each way. */
  readonly states: Readonly<Record<Way, readonly string[]>>;
  readonly problems: readonly string[];
}

export interface EditOutcome {
  readonly operation: string;
  readonly steps: readonly string[];
  readonly problems: readonly string[];
}

const ACCOUNT = "123456789012";

/** A cluster that has been deployed once: every edit starts from a copy of it. */
export class DeployedCluster {
  readonly #what: EditedCluster;
  readonly #saved: string;

  private constructor(what: EditedCluster, saved: string) {
    this.#what = what;
    this.#saved = saved;
  }

  static async deploy(what: EditedCluster): Promise<DeployedCluster> {
    const saved = path.join(what.folder, "deployed");
    const { stack } = what;
    const place = placeOf(saved, stack);
    mkdirSync(path.dirname(place), { recursive: true });
    cpSync(what.before, place, { recursive: true });
    await using aws = await startLocalAws({ speed: SPEED, stateFile: path.join(saved, "aws.jsonl") });
    const trust = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "*" } }],
    };
    aws.world
      .context(ACCOUNT, what.region)
      .transact(({ invoke }) =>
        invoke("iam", "CreateRole", { RoleName: PRINCIPAL, AssumeRolePolicyDocument: JSON.stringify(trust) }),
      );
    const terraform = terraformIn(place, what, aws);
    await terraform.run(["init", "-input=false", "-no-color"]);
    await terraform.run(APPLY);
    return new DeployedCluster(what, saved);
  }

  /** Goes there and back without mishaps. @param after folder of the edited stack */
  reference(after: string): Promise<EditReference> {
    return this.#inCopy("reference", async ({ place, aws, terraform }) => {
      const inventory = count(aws);
      const there = await this.#go(after, place, { aws, terraform });
      const back = await this.#go(this.#what.before, place, { aws, terraform });
      const problems = [...there.problems, ...back.problems, ...lost(inventory, count(aws))];
      return {
        calls: { there: there.calls, back: back.calls },
        states: { there: there.state, back: back.state },
        problems,
      };
    });
  }

  /** Goes there and back with one mishap on one of the ways. */
  through(one: Case, way: Way, after: string, reference: EditReference, name: string): Promise<EditOutcome> {
    return this.#inCopy(name, async ({ place, aws, terraform }) => {
      const inventory = count(aws);
      const problems: string[] = [];
      let struck: Pick<EditOutcome, "operation" | "steps"> = { operation: "none", steps: [] };
      for (const each of WAYS) {
        const stack = each === "there" ? after : this.#what.before;
        if (each === way) {
          put(stack, place);
          aws.setFaults([faultOf(one)]);
          const outcome = await converge(one, this.#what, { aws, terraform });
          aws.setFaults([]);
          struck = outcome;
          problems.push(...outcome.problems);
          const { empty, state } = await found(terraform);
          if (!empty) problems.push(`the plan is not empty on the way ${each}`);
          problems.push(...unlike(each, reference.states[each], state));
        } else {
          const went = await this.#go(stack, place, { aws, terraform });
          problems.push(...went.problems, ...unlike(each, reference.states[each], went.state));
        }
      }
      problems.push(
        ...lost(inventory, count(aws)),
        ...aws.problems().map((problem) => `local AWS: ${problem}`),
      );
      return { ...struck, problems };
    });
  }

  async #go(stack: string, place: string, { aws, terraform }: Place) {
    put(stack, place);
    const first = aws.journal().length;
    const { ok, message } = await terraform.attempt(APPLY);
    const calls = aws
      .journal()
      .slice(first)
      .filter(({ operation }) => isMutating(operation))
      .map(({ service, operation }) => `${service}:${operation}`);
    const { empty, state } = await found(terraform);
    const problems = [
      ...(ok ? [] : [`apply fails: ${message}`]),
      ...(empty ? [] : ["the plan is not empty"]),
    ];
    return { calls, state, problems };
  }

  async #inCopy<Result>(
    name: string,
    work: (place: Place & { readonly place: string }) => Promise<Result>,
  ): Promise<Result> {
    const folder = path.join(this.#what.folder, name);
    cpSync(this.#saved, folder, { recursive: true, verbatimSymlinks: true });
    try {
      await using aws = await startLocalAws({ speed: SPEED, stateFile: path.join(folder, "aws.jsonl") });
      const place = placeOf(folder, this.#what.stack);
      return await work({ aws, place, terraform: terraformIn(place, this.#what, aws) });
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  }
}

const placeOf = (folder: string, stack: string) => path.join(folder, "cdktf.out", "stacks", stack);

/** Puts a stack where another one of the same name was: the state stays. */
const put = (stack: string, place: string) =>
  copyFileSync(path.join(stack, "cdk.tf.json"), path.join(place, "cdk.tf.json"));

function terraformIn(place: string, { program, env }: EditedCluster, aws: LocalAws): Terraform {
  const merged = { ...process.env, ...env, ...aws.environment() };
  const clean = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ""));
  return new Terraform(place, { file: program, env: clean });
}

/** How many things of each kind there are. */
function count(aws: LocalAws): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of aws.leftovers()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** What there is more or less of than before an edit and its way back. */
function lost(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((kind) => {
    const [then, now] = [before.get(kind) ?? 0, after.get(kind) ?? 0];
    return then === now ? [] : [`${kind}: ${then} before the edit, ${now} after its way back`];
  });
}

const unlike = (way: Way, expected: readonly string[], state: readonly string[]): readonly string[] =>
  differences(expected, state).map((line) => `state differs on the way ${way}: ${line}`);
