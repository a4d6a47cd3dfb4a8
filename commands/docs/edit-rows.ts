/** What a person does to a field of a deployed cluster's file. */
export const EDITS = {
  set: "written into the file",
  changed: "another value",
  "taken out": "out of the file",
} as const;
export type Edit = keyof typeof EDITS;

/** What the next plan makes of an edit. */
export const EFFECTS = {
  nothing: "the plan is empty",
  "in place": "resources are changed, created beside the others or removed; nodes go on running",
  "rolls nodes": "EKS replaces the group's nodes, a few at a time",
  replaces: "something is deleted and made again, in the order given",
  refused: "nothing is changed, a message says what to do",
  fails: "the plan ends in an error that nobody meant",
} as const;
export type Effect = keyof typeof EFFECTS;

/** One line of `__tests__/living/edits.txt`. */
export interface RecordedEdit {
  /** As the schema spells it; one that ends in `[]` means a whole item. */
  readonly field: string;
  readonly edit: Edit;
  readonly effect: Effect;
  /** Not what an edit of a living cluster may do; the reason says what is wrong. */
  readonly isBad: boolean;
  /** Resources that the plan touches, in Terraform's signs: `~` in place, `+/-` new before old, `-/+` old before new. */
  readonly details: string;
  /** Where the effect alone does not say it. */
  readonly reason: string;
}

const GAP = "  ";
const BAD = "BAD: ";

export const editLine = ({ field, edit, effect, isBad, details, reason }: RecordedEdit): string =>
  [field, edit, `${isBad ? BAD : ""}${effect}`, details, reason].join(GAP).trimEnd();

/** @throws Error with the first line that is no row */
export function parseEdits(text: string): readonly RecordedEdit[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const [field = "", edit = "", marked = "", details = "", ...reason] = line.split(GAP);
    const isBad = marked.startsWith(BAD);
    const effect = isBad ? marked.slice(BAD.length) : marked;
    if (!Object.hasOwn(EDITS, edit) || !Object.hasOwn(EFFECTS, effect))
      throw new Error(`not a row of edits: ${line}`);
    return { field, edit: edit as Edit, effect: effect as Effect, isBad, details, reason: reason.join(GAP) };
  });
}
