import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findAdoptions } from "./adoption.ts";
import { lookUp } from "./lookup.ts";
import { readPlan } from "./plan.ts";
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
}

/** Each round brings parents into the state, whose ids the next round needs; a cluster is five levels deep. */
const MAX_ROUNDS = 8;

/**
 * Makes the state agree with AWS after an apply that was interrupted: brings in what was created but not recorded, and
 * clears the taint of what became healthy. Changes the state alone; nothing in AWS is created, changed or deleted.
 * @returns how many resources were brought in or cleared
 */
export async function recover(options: RecoverOptions): Promise<number> {
  const { terraform } = options;
  await terraform.run(["init", "-input=false", "-no-color"]);
  return (await adoptLost(options)) + (await clearTaints(options));
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
      const { adoptions, ambiguous } = findAdoptions(
        missing,
        await lookUp(terraform, { cluster, region, routeTables }),
      );
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

async function clearTaints(options: RecoverOptions): Promise<number> {
  const { terraform, say } = options;
  let cleared = 0;
  for (const { address } of await taintedResources(terraform)) {
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

/** Waits while an object is still being created, so that the next deploy finds it ready. */
async function settledStatus(options: RecoverOptions, address: string): Promise<string | undefined> {
  const { terraform, say, pollSeconds = 10 } = options;
  for (;;) {
    const refresh = ["apply", "-refresh-only", "-auto-approve", "-input=false", "-no-color"];
    await terraform.run([...refresh, `-target=${address}`]);
    const status = await statusOf(terraform, address);
    if (status !== "CREATING" && status !== "UPDATING") return status;
    say(`${address}: ${status}, looking again in ${pollSeconds} s`);
    await sleep(pollSeconds * 1000);
  }
}

const firstError = (message: string): string =>
  message
    .split("\n")
    .find((line) => line.includes("Error:"))
    ?.replace(/^.*Error: /, "") ?? message.slice(0, 200);
