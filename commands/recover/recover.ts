import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findAdoptions } from "./adoption.ts";
import { findDoubles, findSecondNetwork, removeDoubles } from "./doubles.ts";
import { type LookupFacts, lookUp } from "./lookup.ts";
import { readPlan } from "./plan.ts";
import { recordedObjects } from "./state.ts";
import { isWaitedFor, statusOf, taintedResources } from "./tainted.ts";
import type { Terraform } from "./terraform.ts";

export interface RecoverOptions {
  readonly terraform: Terraform;
  readonly cluster: string;
  readonly region: string;
  /** One line of progress. */
  readonly say: (line: string) => void;
  /** Seconds between two looks at something that is still being created. @default 10 */
  readonly pollSeconds?: number;
  /** Deletes what was made twice; the one change to AWS that there is. @default false - it is named */
  readonly removeDoubles?: boolean;
}

/** Each round brings parents into the state, whose ids the next round needs; a cluster is five levels deep. */
const MAX_ROUNDS = 8;

/**
 * Makes the state agree with AWS after an apply that was interrupted: brings in what was created but not recorded, clears
 * the taint of what became healthy, and names what was made twice. Changes the state alone, unless doubles are to go.
 * @returns how many resources were brought in or cleared, and doubles deleted
 * @throws Error when the state holds a second network, made after a state was lost: nothing is changed then
 */
export async function recover(options: RecoverOptions): Promise<number> {
  const { terraform } = options;
  await terraform.run(["init", "-input=false", "-no-color"]);
  return (await adoptLost(options)) + (await clearTaints(options)) + (await settleDoubles(options));
}

async function settleDoubles(options: RecoverOptions): Promise<number> {
  const { terraform, cluster, region, say } = options;
  const recorded = await recordedObjects(terraform);
  const doubles = findDoubles(recorded, await lookUp(terraform, { cluster, region, routeTables: [] }));
  if (doubles.length === 0) return 0;
  if (options.removeDoubles !== true) {
    for (const { address, arn } of doubles)
      say(`${address}: ${arn} was made for it too and is not in use; "--remove-doubles" deletes it`);
    return 0;
  }
  const removed = await removeDoubles(terraform, doubles);
  for (const { address, arn } of removed) say(`${address}: its double ${arn} is deleted`);
  return removed.length;
}

async function adoptLost(options: RecoverOptions): Promise<number> {
  const { terraform, cluster, region, say } = options;
  const planFile = path.resolve(terraform.folder, ".recover.plan");
  const refused = new Set<string>();
  let adopted = 0;
  try {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      say(`comparing plan and AWS${round === 0 ? "" : ` again (${adopted} brought into the state)`}`);
      await terraform.run(["plan", "-input=false", "-no-color", "-lock=false", `-out=${planFile}`]);
      const { creations, routeTables } = readPlan(await terraform.run(["show", "-json", planFile]));
      const missing = creations.filter(({ address }) => !refused.has(address));
      if (missing.length === 0) return adopted;
      const facts = await lookUp(terraform, { cluster, region, routeTables });
      if (round === 0) await refuseSecondNetwork(options, facts);
      const { adoptions, ambiguous } = findAdoptions(missing, facts);
      for (const { address, arns } of ambiguous) {
        refused.add(address);
        say(
          `${address}: ${arns.length} objects claim to be it; delete all but one, then recover again: ${arns.join(", ")}`,
        );
      }
      if (adoptions.length === 0) return adopted;
      for (const { address, importId } of adoptions) {
        const { ok, message } = await terraform.attempt([
          "import",
          "-input=false",
          "-no-color",
          address,
          importId,
        ]);
        if (ok) {
          adopted++;
          say(`${address}: brought in as ${importId}`);
          if (isWaitedFor(address)) await settledStatus(options, address);
        } else {
          refused.add(address);
          say(`${address}: not brought in as ${importId}: ${firstError(message)}`);
        }
      }
    }
    return adopted;
  } finally {
    rmSync(planFile, { force: true });
  }
}

async function refuseSecondNetwork(
  { terraform, cluster }: RecoverOptions,
  facts: LookupFacts,
): Promise<void> {
  const second = findSecondNetwork(await recordedObjects(terraform), facts);
  if (second === undefined) return;
  const { recorded, others } = second;
  throw new Error(
    `the state holds ${recorded}, and there is ${others.join(", ")} of the same cluster: its state was lost, and a deploy since then made a second network. ` +
      `Cluster ${cluster} exists and is not in the state; destroy what this state holds ("cdktf destroy ${cluster}" leaves the cluster alone), then recover again`,
  );
}

async function clearTaints(options: RecoverOptions): Promise<number> {
  const { terraform, say } = options;
  const tainted = await taintedResources(terraform);
  if (tainted.length > 0) await refresh(terraform, tainted);
  let cleared = 0;
  for (const address of tainted) {
    const status = await settledStatus(options, address);
    // Add-ons and Fargate profiles report no status to Terraform; that the object exists has to do.
    if (status === undefined || status === "ACTIVE") {
      await terraform.run(["untaint", address]);
      cleared++;
      say(`${address}: ${status ?? "exists"}, taint cleared`);
    } else {
      say(`${address}: ${status}; the next deploy replaces it`);
    }
  }
  return cleared;
}

/** Waits while an object that has just been read is still being created, so that the next deploy finds it ready. */
async function settledStatus(options: RecoverOptions, address: string): Promise<string | undefined> {
  const { terraform, say, pollSeconds = 10 } = options;
  for (;;) {
    const status = await statusOf(terraform, address);
    if (status !== "CREATING" && status !== "UPDATING") return status;
    say(`${address}: ${status}, looking again in ${pollSeconds} s`);
    await sleep(pollSeconds * 1000);
    await refresh(terraform, [address]);
  }
}

async function refresh(terraform: Terraform, addresses: readonly string[]): Promise<void> {
  const command = ["apply", "-refresh-only", "-auto-approve", "-input=false", "-no-color"];
  await terraform.run([...command, ...addresses.map((address) => `-target=${address}`)]);
}

const firstError = (message: string): string =>
  message
    .split("\n")
    .find((line) => line.includes("Error:"))
    ?.replace(/^.*Error: /, "") ?? message.slice(0, 200);
