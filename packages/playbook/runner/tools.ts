import { existsSync, statSync } from "node:fs";
import path from "node:path";
import type { Requirement } from "../ir.ts";
import { messageOf } from "./failure.ts";
import type { Children } from "./process/children.ts";
import { childEnvironment } from "./process/environment.ts";

const INSTALL: Readonly<Record<string, string>> = {
  helm: "https://helm.sh/docs/intro/install/",
  kubectl: "https://kubernetes.io/docs/tasks/tools/",
  aws: "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
  "aws-iam-authenticator": "https://github.com/kubernetes-sigs/aws-iam-authenticator/releases",
  flux: "https://fluxcd.io/flux/installation/",
  "session-manager-plugin":
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html",
};

/** How a tool is asked for its version. */
const VERSION_ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  helm: ["version", "--short"],
  kubectl: ["version", "--client"],
  aws: ["--version"],
  "aws-iam-authenticator": ["version"],
  flux: ["--version"],
};

const AGENT = "or use an agent image that has it, see bootstrap/Dockerfile";

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
function isAtLeast(version: string, minimum: string): boolean {
  const [left, right] = [version, minimum].map((text) => text.split(".").map(Number));
  for (const [index, part] of (right ?? []).entries()) {
    const own = left?.[index] ?? 0;
    if (own !== part) return own > part;
  }
  return true;
}

/** Whether `1.36.4` is still within `1.36`. */
const isAtMost = (version: string, maximum: string): boolean =>
  isAtLeast(maximum, version.split(".").slice(0, maximum.split(".").length).join("."));

function wish({ tool, minimum, maximum }: Requirement): string {
  if (minimum !== undefined && maximum !== undefined) return `${tool} ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `${tool} >= ${minimum}`;
  return maximum === undefined ? tool : `${tool} <= ${maximum}`;
}

/**
 * What is wrong with a program: it is not on PATH, it does not run, or its version does not fit.
 * @returns undefined if nothing is
 */
export async function toolProblem(
  requirement: Requirement,
  children: Children,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { tool, minimum, maximum, neededBy } = requirement;
  const searchPath = process.env["PATH"] ?? "";
  const wanted = wish(requirement);
  const tail = `(needed by: ${neededBy.join(", ")}) – install: ${INSTALL[tool] ?? `put ${tool} on PATH`}, ${AGENT}`;
  const file = findTool(tool, searchPath);
  if (file === undefined) return `missing: ${wanted} ${tail}\n  PATH searched: ${searchPath}`;
  if (minimum === undefined && maximum === undefined) return undefined;
  let told: { readonly rc: number; readonly text: string };
  try {
    const { rc, stdout, stderr } = await children.run(file, VERSION_ARGUMENTS[tool] ?? ["--version"], {
      env: childEnvironment(process.env),
      signal,
    });
    told = { rc, text: stdout + stderr };
  } catch (error) {
    signal.throwIfAborted();
    return `${file} can't be started: ${messageOf(error)}; wanted: ${wanted} ${tail}`;
  }
  const version = /(\d+\.\d+(?:\.\d+)?)/.exec(told.text)?.[1];
  if (told.rc !== 0 || version === undefined)
    return `${file} does not tell its version (exit code ${told.rc}); wanted: ${wanted} ${tail}`;
  if (minimum !== undefined && !isAtLeast(version, minimum))
    return `too old: ${tool} ${version} at ${file}, wanted: ${wanted} ${tail}`;
  if (maximum !== undefined && !isAtMost(version, maximum))
    return `too new: ${tool} ${version} at ${file}, wanted: ${wanted} ${tail}`;
  return undefined;
}
