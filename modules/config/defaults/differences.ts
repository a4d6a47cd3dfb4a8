type Json = Readonly<Record<string, unknown>>;

export interface Difference {
  readonly path: readonly (string | number)[];
  readonly before: unknown;
  readonly after: unknown;
}

const isMap = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Where two values differ. Lists of texts and lists of different lengths are compared as a whole. */
export function differences(
  before: unknown,
  after: unknown,
  path: Difference["path"] = [],
): readonly Difference[] {
  if (isMap(before) && isMap(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      differences(before[key], after[key], [...path, key]),
    );
  }
  if (isMap(after) && before === undefined) return differences({}, after, path);
  const comparable =
    Array.isArray(before) && Array.isArray(after) && before.length === after.length && before.some(isMap);
  if (comparable) return before.flatMap((item, index) => differences(item, after[index], [...path, index]));
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
}
