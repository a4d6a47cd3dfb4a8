/** A list with at least one item, so that its first is no question. */
export type NonEmpty<T> = readonly [T, ...(readonly T[])];

export const isNonEmpty = <T>(list: readonly T[]): list is NonEmpty<T> => list.length > 0;
