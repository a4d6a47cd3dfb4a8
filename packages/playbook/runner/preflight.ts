import type { CompiledPlaybook } from "../ir.ts";
import { callerIdentity } from "./aws/identity.ts";
import { connectionRequirements } from "./connection.ts";
import { messageOf, PreflightError } from "./failure.ts";
import type { Mask } from "./output/mask.ts";
import type { Report } from "./output/report.ts";
import type { Children } from "./process/children.ts";
import { toolProblem } from "./tools.ts";

export interface PreflightOptions {
  readonly mask: Mask;
  readonly report: Report;
  readonly children: Children;
  readonly signal: AbortSignal;
}

/** What Terraform knows of where it works. */
export interface PreflightPlace {
  readonly region: string;
  /** @default - any account will do */
  readonly account_id?: string;
  /** Variables of the environment that tasks read secrets from. */
  readonly environment: readonly string[];
}

const OLDEST_NODE = 20;

/** Names everything that is missing on this machine before anything is created. @throws PreflightError */
export async function preflight(
  playbook: CompiledPlaybook,
  place: PreflightPlace,
  options: PreflightOptions,
): Promise<number> {
  const { children, signal, report } = options;
  const problems: string[] = [];
  const [major = 0] = process.versions.node.split(".").map(Number);
  if (major < OLDEST_NODE)
    problems.push(`too old: node ${process.versions.node}, wanted: node >= ${OLDEST_NODE}`);
  for (const requirement of [...playbook.requires, ...connectionRequirements(process.env)]) {
    const problem = await toolProblem(requirement, children, signal);
    if (problem !== undefined) problems.push(problem);
  }
  for (const name of place.environment.filter((variable) => !process.env[variable]))
    problems.push(`missing: the environment variable ${name}, which holds a secret of the playbook`);
  // A token that somebody gives stands for credentials of AWS.
  const who =
    process.env["KUBE_TOKEN"] === undefined ? await identityOf(place, options, problems) : "a token";
  if (problems.length > 0)
    throw new PreflightError(
      `preflight of the bootstrap found ${problems.length} problem(s):\n${problems.join("\n")}`,
    );
  const tools = playbook.requires.map(({ tool }) => tool);
  report.line(`preflight: ${[`node ${process.versions.node}`, ...tools, who].join(", ")}: ok`, "ok");
  return 0;
}

/** @returns as whom the tasks will run */
async function identityOf(
  { region, account_id: expected }: PreflightPlace,
  { mask, signal }: PreflightOptions,
  problems: string[],
): Promise<string> {
  try {
    const identity = await callerIdentity(region, mask, signal);
    if ("refused" in identity)
      problems.push(`AWS refuses the credentials of this machine: ${identity.refused}`);
    else if ("unknown" in identity) return `credentials (not compared: ${identity.unknown})`;
    else if (expected !== undefined && identity.account !== expected)
      problems.push(
        `the tasks would run as ${identity.arn}, but Terraform works in account ${expected}; give both the same credentials (AWS_PROFILE, or the variables of an assumed role)`,
      );
    else return identity.arn;
  } catch (error) {
    signal.throwIfAborted();
    problems.push(messageOf(error));
  }
  return "";
}
