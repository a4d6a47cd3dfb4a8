/** What becomes of a field, from the way of two values of it through the whole program. */
export const FATES = {
  changes: "it changes the plan",
  partly: "some values change the plan, synth refuses others (EKS0349)",
  "not yet": "synth refuses it (EKS0349)",
  refused: "a rule refuses every value",
  "one value": "a rule refuses every value but one, which says no more than silence",
  "no effect": "it is taken and changes nothing, for the reason given",
  bug: "it is taken and changes nothing, and should",
} as const;
export type Fate = keyof typeof FATES;

/** One line of `__tests__/probe/verdicts.txt`. */
export interface RecordedVerdict {
  readonly field: string;
  readonly fate: Fate;
  /** Arguments of Terraform that change, codes, or the reason. */
  readonly details: string;
}

const GAP = "  ";

export const verdictLine = ({ field, fate, details }: RecordedVerdict): string =>
  [field, fate, details].join(GAP);

/** @throws Error with the first line that is no verdict */
export function parseVerdicts(text: string): readonly RecordedVerdict[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const [field = "", fate = "", ...details] = line.split(GAP);
    if (!isFate(fate)) throw new Error(`not a verdict of the probe: ${line}`);
    return { field, fate, details: details.join(GAP) };
  });
}

const isFate = (text: string): text is Fate => Object.hasOwn(FATES, text);
