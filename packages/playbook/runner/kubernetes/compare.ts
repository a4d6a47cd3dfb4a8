import { isDeepStrictEqual } from "node:util";
import type { KubernetesObject } from "./client.ts";

/** Fields that the server counts up by itself, and the status, which belongs to controllers. */
const OWN_METADATA = ["resourceVersion", "generation", "managedFields"];

function essence(object: Readonly<Record<string, unknown>>, withStatus: boolean): Record<string, unknown> {
  const { metadata, status, ...rest } = object;
  const kept = Object.fromEntries(
    Object.entries((metadata ?? {}) as object).filter(([name]) => !OWN_METADATA.includes(name)),
  );
  return { ...rest, metadata: kept, ...(withStatus && status !== undefined ? { status } : {}) };
}

/**
 * Whether two states of an object say the same. A controller writing the status at the same moment is no change of
 * ours, so it counts only if the task itself sets it.
 */
export const isSame = (before: KubernetesObject, after: KubernetesObject, withStatus: boolean): boolean =>
  isDeepStrictEqual(essence(before, withStatus), essence(after, withStatus));

type Side = Record<string, unknown>;

/** Only what differs, as `before` and `after` of Ansible's diff. */
export function difference(before: unknown, after: unknown): readonly [unknown, unknown] | undefined {
  if (isDeepStrictEqual(before, after)) return undefined;
  const isMap = (value: unknown): value is Side =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isMap(before) || !isMap(after)) return [before, after];
  const [old, now]: [Side, Side] = [{}, {}];
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!(name in before)) now[name] = after[name];
    else if (!(name in after)) old[name] = before[name];
    else {
      const inner = difference(before[name], after[name]);
      if (inner === undefined) continue;
      old[name] = inner[0];
      now[name] = inner[1];
    }
  }
  return [old, now];
}

export function objectDiff(
  before: KubernetesObject | undefined,
  after: KubernetesObject | undefined,
): { readonly before: Side; readonly after: Side } {
  const found = difference(
    before === undefined ? {} : essence(before, false),
    after === undefined ? {} : essence(after, false),
  );
  return { before: (found?.[0] ?? {}) as Side, after: (found?.[1] ?? {}) as Side };
}
