import { randomBytes } from "node:crypto";
import { isSame, isUnknown, type ObjectValue, unknown, type Value } from "./values.ts";

/** A random integer of 63 bits, as the real provider's ids are. */
const randomNumber = () => BigInt.asUintN(63, randomBytes(8).readBigUInt64BE()).toString();

export interface ResourcePlan {
  readonly planned: ObjectValue | null;
  /** Names of the attributes whose change replaces the resource. */
  readonly replacedBy: readonly string[];
}

/** @param prior `null` on creation @param proposed `null` on destruction */
export function planResource(prior: ObjectValue | null, proposed: ObjectValue | null): ResourcePlan {
  if (proposed === null) return { planned: null, replacedBy: [] };
  const planned = { id: prior?.["id"] ?? unknown, triggers: proposed["triggers"] ?? null };
  const replace = prior !== null && triggersDiffer(prior["triggers"], planned.triggers);
  return { planned, replacedBy: replace ? ["triggers"] : [] };
}

/** A trigger that is null counts as one that is not there: adding or dropping such a one replaces nothing. */
function triggersDiffer(prior: Value | undefined, next: Value): boolean {
  if (isUnknown(prior) || isUnknown(next)) return true;
  const before = (prior ?? {}) as ObjectValue;
  const after = (next ?? {}) as ObjectValue;
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].some((key) => !isSame(before[key], after[key]));
}

/** @param planned `null` on destruction */
export function applyResource(planned: ObjectValue | null): ObjectValue | null {
  if (planned === null) return null;
  return { ...planned, id: isUnknown(planned["id"]) ? randomNumber() : (planned["id"] ?? null) };
}

/** State files may hold attributes of other versions; only today's are kept. */
export function upgradeResource(stored: ObjectValue): ObjectValue {
  return { id: stored["id"] ?? null, triggers: stored["triggers"] ?? null };
}

export function readDataSource(config: ObjectValue): ObjectValue {
  const inputs = config["inputs"] ?? null;
  return {
    has_computed_default: config["has_computed_default"] ?? "default",
    id: "static",
    inputs,
    outputs: inputs,
    random: randomNumber(),
  };
}
