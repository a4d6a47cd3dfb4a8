import type { Edit } from "../../commands/docs/edit-rows.ts";

interface Reason {
  /** Why the effect is as it is, where it is right. */
  readonly why?: string;
  /** What is wrong with a plan that looks harmless. */
  readonly bad?: string;
}

/** By field and edit. */
export const REASONS: Readonly<Record<string, Partial<Record<Edit, Reason>>>> = {};

export const reasonOf = (field: string, edit: Edit): Reason | undefined => REASONS[field]?.[edit];
