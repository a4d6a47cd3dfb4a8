import { existsSync, statSync } from "node:fs";
import path from "node:path";
import type { CompiledPlaybook, Requirement } from "../ir.ts";
import { credentials } from "./aws/signing.ts";
import { messageOf, PreflightError } from "./failure.ts";
import type { Mask } from "./output/mask.ts";
import type { Report } from "./output/report.ts";
import type { Children } from "./process/children.ts";
import { childEnvironment } from "./process/environment.ts";

export interface PreflightOptions {
  readonly mask: Mask;
  readonly report: Report;
  readonly children: Children;
  readonly signal: AbortSignal;
}

const OLDEST_NODE = 20;

const INSTALL: Readonly<Record<string, string>> = {
  helm: "https://helm.sh/docs/intro/install/",
  kubectl: "https://kubernetes.io/docs/tasks/tools/",
  aws: "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
  "aws-iam-authenticator": "https://github.com/kubernetes-sigs/aws-iam-authenticator/releases",
  flux: "https://fluxcd.io/flux/installation/",
};

/** How a tool is asked for its version. */
const VERSION_ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  helm: ["version", "--short"],
  kubectl: ["version", "--client"],
  aws: ["--version"],
  "aws-iam-authenticator": ["version"],
  flux: ["--version"],
};

export function findTool(tool: string, searchPath: string): string | undefined {
  const names = process.platform === "win32" ? [`${tool}.exe`, `${tool}.cmd`] : [tool];
  for (const folder of searchPath.split(path.delimiter).filter(Boolean)) {
    for (const name of names) {
      const file = path.join(folder, name);
      if (
        existsSync(file) &&
        statSync(file).isFile() &&
        (process.platform === "win32" || (statSync(file).mode & 0o111) !== 0)
      )
        return file;
    }
  }
  return undefined;
}

/** Whether `1.10` is at least `1.9`: part by part, as numbers. */
export function isAtLeast(version: string, minimum: string): boolean {
  const [left, right] = [version, minimum].map((text) => text.split(".").map(Number));
  for (const [index, part] of (right ?? []).entries()) {
    const own = left?.[index] ?? 0;
    if (own !== part) return own > part;
  }
  return true;
}

async function problemOf(
  { tool, minimum, neededBy }: Requirement,
  { children, signal }: PreflightOptions,
): Promise<string | undefined> {
  const searchPath = process.env["PATH"] ?? "";
  const wanted = minimum === undefined ? tool : `${tool} >= ${minimum}`;
  const tail = `(needed by: ${neededBy.join(", ")}) – install: ${INSTALL[tool] ?? `put ${tool} on PATH`}, or use an agent image that has it`;
  const file = findTool(tool, searchPath);
  if (file === undefined) return `missing: ${wanted} ${tail}\n  PATH searched: ${searchPath}`;
  if (minimum === undefined) return undefined;
  const { rc, stdout, stderr } = await children.run(file, VERSION_ARGUMENTS[tool] ?? ["--version"], {
    env: childEnvironment(process.env),
    signal,
  });
  const version = /(\d+\.\d+(?:\.\d+)?)/.exec(stdout + stderr)?.[1];
  if (rc !== 0 || version === undefined)
    return `${file} does not tell its version (exit code ${rc}); wanted: ${wanted} ${tail}`;
  return isAtLeast(version, minimum)
    ? undefined
    : `too old: ${tool} ${version} at ${file}, wanted: ${wanted} ${tail}`;
}

/** Names everything that is missing on this machine before anything is created. @throws PreflightError */
export async function preflight(playbook: CompiledPlaybook, options: PreflightOptions): Promise<number> {
  const problems: string[] = [];
  const [major = 0] = process.versions.node.split(".").map(Number);
  if (major < OLDEST_NODE)
    problems.push(`too old: node ${process.versions.node}, wanted: node >= ${OLDEST_NODE}`);
  for (const requirement of playbook.requires) {
    const problem = await problemOf(requirement, options);
    if (problem !== undefined) problems.push(problem);
  }
  if (process.env["KUBE_TOKEN"] === undefined) {
    try {
      await credentials(options.mask);
    } catch (error) {
      problems.push(messageOf(error));
    }
  }
  if (problems.length > 0)
    throw new PreflightError(
      `preflight of the bootstrap found ${problems.length} problem(s):\n${problems.join("\n")}`,
    );
  const tools = playbook.requires.map(({ tool }) => tool);
  options.report.line(
    `preflight: node ${process.versions.node}${tools.length > 0 ? `, ${tools.join(", ")}` : ""}, credentials: ok`,
    "ok",
  );
  return 0;
}
