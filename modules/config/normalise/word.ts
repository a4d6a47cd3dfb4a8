/** A mistake of eksplan itself: something has passed the rules that nothing can be built from. */
export class InternalError extends Error {
  override readonly name = "InternalError";
}

/** Where a value stands, and the code of the rule that refuses wrong ones. */
export interface Guard {
  /** As the file spells it, for example `vpc.nat.gateway`. */
  readonly field: string;
  /** Code of the rule. */
  readonly rule: string;
}

/** @throws InternalError that names the field and the rule */
export function missed({ field, rule }: Guard, value: unknown): never {
  throw new InternalError(
    `${field}: ${JSON.stringify(value) ?? "nothing"} should have been refused by ${rule}; this is a mistake of eksplan, please report it with the file`,
  );
}

/**
 * One of a closed list of words.
 * @throws InternalError for any other
 */
export function wordOf<Word extends string>(value: string, words: readonly Word[], guard: Guard): Word {
  return words.find((word) => word === value) ?? missed(guard, value);
}

/** The same for a word that may be absent, or empty. */
export const optionalWord = <Word extends string>(
  value: string | undefined,
  words: readonly Word[],
  guard: Guard,
): Word | undefined => (value === undefined || value === "" ? undefined : wordOf(value, words, guard));

/** The text, unless it is empty: eksctl treats empty text as absent. */
export const textOr = (text: string | undefined): string | undefined => (text === "" ? undefined : text);
