import { setTimeout as sleep } from "node:timers/promises";
import type { Answer, Client } from "./botocore.ts";
import { mismatches, resolve, Unresolved } from "./matching.ts";
import type { Scenario, Step } from "./scenario.ts";

export interface Verdict {
  readonly scenario: string;
  /** `service:Operation` */
  readonly operation: string;
  /** `lacking`: the other side has no such operation; `unreached`: an earlier step that this one builds on went wrong. */
  readonly outcome: "passed" | "failed" | "lacking" | "unreached";
  readonly why?: string;
}

/** How long a state is waited for, real milliseconds. */
const PATIENCE = 5_000;

/** Makes a scenario's calls one after the other, going on after mistakes. */
export async function drive(
  client: Client,
  scenario: Scenario,
  accessKey?: string,
): Promise<readonly Verdict[]> {
  const outputs = new Map<string, unknown>();
  const verdicts: Verdict[] = [];
  for (const [index, step] of scenario.steps.entries()) {
    const operation = `${step.service}:${step.operation}`;
    const { outcome, why } = await take(client, step, outputs, accessKey);
    verdicts.push({
      scenario: scenario.name,
      operation,
      outcome,
      ...(why !== undefined && { why: `step ${index + 1}, ${operation}: ${why}` }),
    });
  }
  return verdicts;
}

async function take(
  client: Client,
  step: Step,
  outputs: Map<string, unknown>,
  accessKey: string | undefined,
): Promise<Pick<Verdict, "outcome" | "why">> {
  let input: unknown;
  let expected: unknown;
  try {
    input = resolve(step.input, outputs);
    expected = resolve(step.expect ?? {}, outputs);
  } catch (error) {
    if (error instanceof Unresolved) return { outcome: "unreached", why: error.message };
    throw error;
  }
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const answer = await client.call(step.service, step.operation, input, accessKey);
    if (answer.output !== undefined && step.as !== undefined) outputs.set(step.as, answer.output);
    const verdict = judge(step, expected, answer);
    const again = step.until === true && verdict.outcome === "failed" && Date.now() < deadline;
    if (!again) return verdict;
    await sleep(50);
  }
}

function judge(step: Step, expected: unknown, answer: Answer): Pick<Verdict, "outcome" | "why"> {
  const { output, error, message = "", status = 0 } = answer;
  if (output === undefined) {
    if (step.fails === error) return { outcome: "passed" };
    // A page instead of an answer: the server has no such path, or broke over the call.
    const page = /<title>(404 Not Found|500 Internal Server Error)/.test(message);
    const lacking = status === 501 || page || (status === 500 && /not.*implemented/i.test(message));
    const said = `${error}: ${message.split("<!doctype")[0]}`.replaceAll(/\s+/g, " ").slice(0, 300);
    return { outcome: lacking ? "lacking" : "failed", why: said };
  }
  if (step.fails !== undefined) return { outcome: "failed", why: `no ${step.fails}` };
  const missing = mismatches(expected, output);
  return missing.length === 0 ? { outcome: "passed" } : { outcome: "failed", why: missing.join("; ") };
}
