import type { Json } from "../ir.ts";
import type { DraftTask } from "./draft.ts";
import { definedBy } from "./flow.ts";
import { Statics, type StaticValues } from "./statics.ts";

/** A loop whose items become instances of one Terraform resource. */
export interface Unrolled {
  readonly original: DraftTask;
  /** The task without its loop. */
  readonly task: DraftTask;
  readonly items: Readonly<Record<string, Json>>;
  readonly loopVar: string;
}

/** What tells one item from another for good: the text itself, or its `name` or `key`. */
function keyOf(item: Json): string | undefined {
  if (typeof item === "string") return item;
  if (item === null || typeof item !== "object" || Array.isArray(item)) return undefined;
  const { name, key } = item as Readonly<Record<string, Json>>;
  return typeof name === "string" ? name : typeof key === "string" ? key : undefined;
}

/**
 * @returns undefined when the loop stays inside one resource: its list is known at run time only, its items have no
 * key of their own, or later tasks read the results of all of them
 */
export function unrolled(task: DraftTask, values: StaticValues): Unrolled | undefined {
  const { loop, loopControl, ...rest } = task;
  if (loop === undefined || definedBy(task).length > 0 || Array.isArray(task.meta.undo)) return undefined;
  if (loopControl?.indexVar !== undefined || loopControl?.extended === true) return undefined;
  const list = new Statics(task.vars, values).value(loop)?.value;
  if (!Array.isArray(list)) return undefined;
  const keys = list.map(keyOf);
  if (keys.includes(undefined) || new Set(keys).size < keys.length) return undefined;
  const items = Object.fromEntries(list.map((item: Json, index) => [keys[index]!, item]));
  return { original: task, task: rest, items, loopVar: loopControl?.loopVar ?? "item" };
}
