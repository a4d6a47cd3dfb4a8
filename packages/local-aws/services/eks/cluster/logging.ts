import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Logging, LogType } from "../../../models/types/eks.d.ts";

const logTypes: readonly LogType[] = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

const enabledIn = (logging: Logging | undefined): ReadonlySet<LogType> =>
  new Set(
    (logging?.clusterLogging ?? [])
      .filter((setup) => setup.enabled === true)
      .flatMap((setup) => setup.types ?? []),
  );

/** What is on after a change: types that the change doesn't name keep what they had. */
export function mergeLogging(before: Logging | undefined, change: Logging | undefined): Required<Logging> {
  const on = new Set(enabledIn(before));
  for (const { types, enabled } of change?.clusterLogging ?? []) {
    for (const type of types ?? []) {
      if (enabled === true) on.add(type);
      else on.delete(type);
    }
  }
  const [yes, no] = [logTypes.filter((type) => on.has(type)), logTypes.filter((type) => !on.has(type))];
  return {
    clusterLogging: [
      ...(yes.length > 0 ? [{ types: yes, enabled: true }] : []),
      ...(no.length > 0 ? [{ types: no, enabled: false }] : []),
    ],
  };
}

/**
 * EKS makes the log group when it has something to write and there is none; so one that was deleted before its cluster comes
 * back and stays.
 */
export function ensureLogGroup(context: Context, clusterName: string, logging: Logging): void {
  if (enabledIn(logging).size === 0) return;
  try {
    context.invoke("logs", "CreateLogGroup", { logGroupName: `/aws/eks/${clusterName}/cluster` });
  } catch (error) {
    if (!(error instanceof AwsError && error.code === "ResourceAlreadyExistsException")) throw error;
  }
}
