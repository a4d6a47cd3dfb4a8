import type { TaskMetadata } from "./draft.ts";
import type { Fields } from "./fields.ts";
import { entry } from "./located.ts";

/** A block has a key as a task has; its other settings go to the tasks inside. */
export function metadataOfBlock(fields: Fields): TaskMetadata {
  const vars = fields.mapping("vars");
  const key = vars === undefined ? undefined : entry(vars, "bootstrap_key")?.value;
  return key?.kind === "scalar" && typeof key.value === "string" ? { key: key.value } : {};
}
