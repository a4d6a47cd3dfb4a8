/** What a module says would change, or has: two texts, or one made before. */
export interface Diff {
  readonly before?: string | Readonly<Record<string, unknown>>;
  readonly after?: string | Readonly<Record<string, unknown>>;
  readonly before_header?: string;
  readonly after_header?: string;
  readonly prepared?: string;
}

type Edit = readonly [" " | "-" | "+", string];

/** The shortest edit by the longest common subsequence; both sides are small files or objects. */
function edits(before: readonly string[], after: readonly string[]): readonly Edit[] {
  const table = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      table[i]![j] =
        before[i] === after[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
    }
  }
  const result: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      result.push([" ", before[i++]!]);
      j++;
    } else if (j >= after.length || (i < before.length && table[i + 1]![j]! >= table[i]![j + 1]!))
      result.push(["-", before[i++]!]);
    else result.push(["+", after[j++]!]);
  }
  return result;
}

const CONTEXT = 3;
/** Beyond this many lines a diff helps nobody and the table costs too much. */
const LONGEST = 4000;

const asText = (side: Diff["before"]): string =>
  side === undefined ? "" : typeof side === "string" ? side : `${JSON.stringify(side, sortKeys, 4)}\n`;

function sortKeys(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A unified diff in the lines that `ansible-playbook --diff` prints. */
export function unifiedDiff(diff: Diff): readonly string[] {
  if (diff.prepared !== undefined) return diff.prepared.trimEnd().split("\n");
  const lines = (text: string): readonly string[] => (text === "" ? [] : text.replace(/\n$/, "").split("\n"));
  const [before, after] = [lines(asText(diff.before)), lines(asText(diff.after))];
  if (before.length > LONGEST || after.length > LONGEST) return ["diff skipped: more than 4000 lines"];
  const all = edits(before, after);
  if (all.every(([mark]) => mark === " ")) return [];
  const head = [`--- ${diff.before_header ?? "before"}`, `+++ ${diff.after_header ?? "after"}`];
  return [...head, ...hunks(all)];
}

function hunks(all: readonly Edit[]): readonly string[] {
  const near = all.map((_, at) =>
    all.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(([mark]) => mark !== " "),
  );
  const result: string[] = [];
  let [oldLine, newLine] = [1, 1];
  for (let at = 0; at < all.length; at++) {
    if (!near[at]) {
      oldLine++;
      newLine++;
      continue;
    }
    const body: string[] = [];
    const start = [oldLine, newLine] as const;
    let [oldCount, newCount] = [0, 0];
    for (; at < all.length && near[at]; at++) {
      const [mark, line] = all[at]!;
      if (mark !== "+") oldCount++;
      if (mark !== "-") newCount++;
      body.push(`${mark}${line}`);
    }
    at--;
    oldLine += oldCount;
    newLine += newCount;
    result.push(
      `@@ -${oldCount === 0 ? 0 : start[0]},${oldCount} +${newCount === 0 ? 0 : start[1]},${newCount} @@`,
      ...body,
    );
  }
  return result;
}
