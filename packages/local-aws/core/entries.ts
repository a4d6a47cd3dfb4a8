import type { CollectionDefinition } from "./collection.ts";

/** Values by key, and the tally of them, which no way of changing them can miss. */
export class Entries extends Map<string, unknown> {
  readonly #tally: CollectionDefinition<unknown>["tally"];
  readonly #counts = new Map<string, number>();

  constructor(tally: CollectionDefinition<unknown>["tally"]) {
    super();
    this.#tally = tally;
  }

  override set(key: string, value: unknown): this {
    this.#count(super.get(key), -1);
    this.#count(value, 1);
    return super.set(key, value);
  }

  override delete(key: string): boolean {
    this.#count(super.get(key), -1);
    return super.delete(key);
  }

  count(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  #count(value: unknown, by: 1 | -1): void {
    if (this.#tally === undefined || value === undefined) return;
    for (const what of this.#tally(value)) {
      const count = this.count(what) + by;
      if (count === 0) this.#counts.delete(what);
      else this.#counts.set(what, count);
    }
  }
}
