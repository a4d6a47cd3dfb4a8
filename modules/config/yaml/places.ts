import type { FieldPath } from "@eksplan/diagnostics/issue";

/** Where the members of a list or map stand in the text. Offsets are in UTF-16 units from 0; -1 is nowhere. */
export interface Places {
  /** Offset of each key, for maps: by key. */
  readonly keys?: ReadonlyMap<string, number>;
  /** Offset of each value: by key for maps, in order for lists. */
  readonly values: ReadonlyMap<string, number> | readonly number[];
}

/** What was read from a text, with the place of everything. */
export interface Source {
  readonly text: string;
  readonly value: unknown;
  /** Offset of the top of the document. */
  readonly start: number;
  readonly places: WeakMap<object, Places>;
}

function step(container: unknown, key: string | number, source: Source) {
  if (typeof container !== "object" || container === null) return undefined;
  const places = source.places.get(container);
  if (places === undefined) return undefined;
  if (Array.isArray(places.values)) {
    const offset = places.values[key as number];
    return offset === undefined
      ? undefined
      : { value: offset, key: -1, content: (container as readonly unknown[])[key as number] };
  }
  const values = places.values as ReadonlyMap<string, number>;
  const offset = values.get(String(key));
  if (offset === undefined) return undefined;
  return {
    value: offset,
    key: places.keys?.get(String(key)) ?? -1,
    content: (container as Readonly<Record<string, unknown>>)[String(key)],
  };
}

/**
 * Offset of the field at a path, or of the nearest field around it that the text contains.
 * The value is pointed at, unless it is empty or the key is asked for.
 */
export function offsetOf(source: Source, path: FieldPath, at: "key" | "value" = "value"): number {
  let content = source.value;
  let offset = source.start;
  for (const [index, key] of path.entries()) {
    const found = step(content, key, source);
    // A field that is not there: its surroundings are best recognised by their own key.
    if (found === undefined)
      return index === 0 ? source.start : offsetOf(source, path.slice(0, index), "key");
    const wantsKey = at === "key" && index === path.length - 1;
    offset =
      found.key >= 0 && (wantsKey || found.value < 0) ? found.key : found.value >= 0 ? found.value : offset;
    content = found.content;
  }
  return offset;
}

/** Turns offsets into lines and columns, both from 1. */
export class Lines {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      if (unit === 10 || (unit === 13 && text.charCodeAt(index + 1) !== 10)) this.#starts.push(index + 1);
    }
  }

  at(offset: number): { readonly line: number; readonly column: number } {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.#starts[low]! + 1 };
  }
}
