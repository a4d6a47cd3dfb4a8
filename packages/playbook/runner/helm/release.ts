import { TaskFailure } from "../failure.ts";
import { sleep } from "../http.ts";
import type { ModuleContext } from "../modules/module.ts";
import type { Helm } from "./command.ts";

/** A release as `helm list` shows it, with the values that it was given. */
export interface Release {
  readonly name: string;
  readonly namespace: string;
  readonly revision: string;
  readonly updated: string;
  readonly status: string;
  readonly chart: string;
  readonly app_version: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** @returns undefined if there is no such release */
export async function findRelease(helm: Helm, name: string, withAll: boolean): Promise<Release | undefined> {
  const words = [
    "list",
    "--output",
    "json",
    "--filter",
    `^${escapeRegExp(name)}$`,
    ...(withAll ? ["--all"] : []),
  ];
  const { stdout } = await helm.run(words);
  const found = (JSON.parse(stdout || "[]") as readonly Omit<Release, "values">[]).find(
    (release) => release.name === name,
  );
  if (found === undefined) return undefined;
  return { ...found, revision: String(found.revision), values: await valuesOf(helm, name, false) };
}

export async function valuesOf(
  helm: Helm,
  name: string,
  withDefaults: boolean,
): Promise<Readonly<Record<string, unknown>>> {
  const { rc, stdout } = await helm.attempt([
    "get",
    "values",
    name,
    "--output",
    "json",
    ...(withDefaults ? ["--all"] : []),
  ]);
  return rc === 0 ? ((JSON.parse(stdout || "{}") as Readonly<Record<string, unknown>> | null) ?? {}) : {};
}

/** How long another Helm's work is waited for. */
const PENDING_SECONDS = 300;

/**
 * A release that another Helm is working on, or that one has left behind when it was killed. The young are waited for,
 * the old need a decision, so the error holds the command.
 */
export async function settleRelease(
  helm: Helm,
  name: string,
  context: ModuleContext,
): Promise<Release | undefined> {
  for (;;) {
    const release = await findRelease(helm, name, true);
    if (release === undefined || !release.status.startsWith("pending-")) return release;
    const updated = Date.parse(
      release.updated.replace(/^(\S+) (\S+?)(?:\.\d+)? ([+-]\d{2})(\d{2}).*$/, "$1T$2$3:$4"),
    );
    const age = (Date.now() - updated) / 1000;
    if (!(age < PENDING_SECONDS)) {
      const remedy =
        release.status === "pending-install"
          ? `${helm.binary} uninstall ${name} --namespace ${release.namespace}`
          : `${helm.binary} rollback ${name} --namespace ${release.namespace}`;
      throw new TaskFailure(
        `the release ${name} is ${release.status} since ${release.updated}: an earlier Helm was killed. Look at it, then run: ${remedy}`,
        { status: release },
      );
    }
    context.progress(`release ${name} is ${release.status}, waiting`);
    await sleep(5000, context.signal);
  }
}
