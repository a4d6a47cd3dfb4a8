import { readFileSync } from "node:fs";
import { parseEdits, type RecordedEdit } from "../../commands/docs/edit-rows.ts";

/** The table as it was recorded last. */
export const recordedEdits = (): readonly RecordedEdit[] =>
  parseEdits(readFileSync("__tests__/living/edits.txt", "utf8"));
