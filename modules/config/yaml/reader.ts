import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from "js-yaml";
import { type Problem, problem } from "../problems.ts";
import type { Places } from "./places.ts";
import { plainScalar, type Scalar } from "./scalar.ts";

/** How many values aliases may add to those that are written out. */
const MAX_ALIASED = 200_000;

type ScalarEvent = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;
type CollectionEvent = Extract<Event, { type: typeof EVENT_ID.SEQUENCE | typeof EVENT_ID.MAPPING }>;

interface Anchored {
  readonly value: unknown;
  /** Number of values in it, itself included. */
  readonly size: number;
}

/** Stops the reading: what follows cannot be trusted. */
export class Stop extends Error {
  readonly problem: Problem;

  constructor(stopped: Problem) {
    super(stopped.message);
    this.problem = stopped;
  }
}

/** Reads one document. Empty values are `undefined` in maps and `null` in lists. */
export class Reader {
  readonly places = new WeakMap<object, Places>();
  readonly problems: Problem[] = [];
  readonly #text: string;
  readonly #events: readonly Event[];
  readonly #anchors = new Map<string, Anchored>();
  #next: number;
  #aliased = 0;
  /** Number of values in what was read last, what aliases stand for included. */
  #size = 0;

  constructor(text: string, events: readonly Event[], first: number) {
    this.#text = text;
    this.#events = events;
    this.#next = first;
  }

  /** The value that begins at the next event. */
  read(): unknown {
    const event = this.#events[this.#next++]!;
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return this.#keep(event, this.#scalar(event), 1);
      case EVENT_ID.ALIAS:
        return this.#alias(event.anchorStart, event.anchorEnd);
      case EVENT_ID.SEQUENCE:
        return this.#sequence(event);
      case EVENT_ID.MAPPING:
        return this.#mapping(event);
      default:
        throw new Error(`unexpected YAML event ${event.type}`);
    }
  }

  /** Offset of the value that begins at the next event, -1 for an empty one. */
  offset(): number {
    const event = this.#events[this.#next]!;
    switch (event.type) {
      case EVENT_ID.SCALAR: {
        const quoted =
          event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
        return event.valueStart < 0 ? -1 : event.valueStart - (quoted ? 1 : 0);
      }
      case EVENT_ID.ALIAS:
        return event.anchorStart - 1;
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING:
        return event.start;
      default:
        return -1;
    }
  }

  #keep<T>(event: ScalarEvent | CollectionEvent, value: T, size: number): T {
    if (event.anchorStart >= 0) {
      this.#anchors.set(this.#text.slice(event.anchorStart, event.anchorEnd), { value, size });
    }
    this.#size = size;
    return value;
  }

  #scalar(event: ScalarEvent): Scalar {
    const text = event.valueStart < 0 ? "" : getScalarValue(this.#text, event);
    const plain = event.style === SCALAR_STYLE.PLAIN;
    if (event.tagStart < 0) return plain ? plainScalar(text) : text;
    const tag = this.#text.slice(event.tagStart, event.tagEnd);
    const value = plainScalar(text);
    const fits =
      tag === "!" ||
      tag === "!!str" ||
      (tag === "!!null" && value === null) ||
      (tag === "!!bool" && typeof value === "boolean") ||
      (tag === "!!int" && Number.isInteger(value)) ||
      (tag === "!!float" && typeof value === "number");
    if (!fits) this.problems.push(problem("tag", event.tagStart, `${tag} is not a tag that fits here`));
    return tag === "!" || tag === "!!str" ? text : value;
  }

  #alias(start: number, end: number): unknown {
    const name = this.#text.slice(start, end);
    const anchored = this.#anchors.get(name);
    if (anchored === undefined) {
      throw new Stop(problem("anchor", start - 1, `*${name} refers to an anchor that is not above it`));
    }
    this.#aliased += anchored.size;
    if (this.#aliased > MAX_ALIASED) {
      throw new Stop(problem("aliases", start - 1, `aliases stand for more than ${MAX_ALIASED} values`));
    }
    this.#size = anchored.size;
    return anchored.value;
  }

  #checkTag(event: CollectionEvent, allowed: readonly string[]) {
    if (event.tagStart < 0) return;
    const tag = this.#text.slice(event.tagStart, event.tagEnd);
    if (!allowed.includes(tag)) {
      this.problems.push(problem("tag", event.tagStart, `${tag} is not a tag that fits here`));
    }
  }

  #sequence(event: CollectionEvent): unknown[] {
    this.#checkTag(event, ["!", "!!seq"]);
    const items: unknown[] = [];
    const values: number[] = [];
    let size = 1;
    while (this.#events[this.#next]!.type !== EVENT_ID.POP) {
      values.push(this.offset());
      items.push(this.read());
      size += this.#size;
    }
    this.#next++;
    this.places.set(items, { values });
    return this.#keep(event, items, size);
  }

  #mapping(event: CollectionEvent): Record<string, unknown> {
    this.#checkTag(event, ["!", "!!map"]);
    // Without a prototype, so that a key such as __proto__ is a key like any other.
    const content: Record<string, unknown> = Object.create(null);
    const keys = new Map<string, number>();
    const values = new Map<string, number>();
    const merged: { readonly from: unknown; readonly offset: number }[] = [];
    let size = 1;
    while (this.#events[this.#next]!.type !== EVENT_ID.POP) {
      // A key that is nothing at all stands nowhere: the map does.
      const keyOffset = Math.max(this.offset(), event.start);
      const isMerge = this.#isMerge();
      const key = this.#key(keyOffset);
      const valueOffset = this.offset();
      const value = this.read();
      size += this.#size;
      if (key === undefined) continue;
      if (isMerge) {
        for (const from of Array.isArray(value) ? value : [value]) merged.push({ from, offset: keyOffset });
      } else if (keys.has(key)) {
        this.problems.push(
          problem("duplicate", keyOffset, `${JSON.stringify(key)} is given twice in this map`),
        );
      } else {
        keys.set(key, keyOffset);
        values.set(key, value === null ? -1 : valueOffset);
        content[key] = value ?? undefined;
      }
    }
    this.#next++;
    for (const { from, offset } of merged) this.#merge(from, offset, content, keys, values);
    this.places.set(content, { keys, values });
    return this.#keep(event, content, size);
  }

  #isMerge(): boolean {
    const event = this.#events[this.#next]!;
    return (
      event.type === EVENT_ID.SCALAR &&
      event.style === SCALAR_STYLE.PLAIN &&
      this.#text.slice(event.valueStart, event.valueEnd) === "<<"
    );
  }

  #key(offset: number): string | undefined {
    const event = this.#events[this.#next]!;
    if (event.type === EVENT_ID.SCALAR) {
      this.#next++;
      const text = event.valueStart < 0 ? "" : getScalarValue(this.#text, event);
      if (event.style === SCALAR_STYLE.PLAIN && plainScalar(text) === null) {
        this.problems.push(problem("key", offset, "a key must be a word, and null or nothing is none"));
      }
      return this.#keep(event, text, 1);
    }
    const value = this.read();
    if (typeof value === "string") return value;
    this.problems.push(problem("key", offset, "a key must be a word, not a list or a map"));
    return undefined;
  }

  #merge(
    from: unknown,
    offset: number,
    content: Record<string, unknown>,
    keys: Map<string, number>,
    values: Map<string, number>,
  ) {
    if (typeof from !== "object" || from === null || Array.isArray(from)) {
      this.problems.push(problem("merge", offset, "<< takes a map, or a list of maps"));
      return;
    }
    const places = this.places.get(from);
    for (const [key, value] of Object.entries(from)) {
      if (keys.has(key)) {
        const message = `<< brings ${JSON.stringify(key)}, which is given in this map already`;
        this.problems.push(problem("duplicate", offset, message));
        continue;
      }
      keys.set(key, places?.keys?.get(key) ?? offset);
      values.set(key, (places?.values as ReadonlyMap<string, number> | undefined)?.get(key) ?? -1);
      content[key] = value;
    }
  }
}
