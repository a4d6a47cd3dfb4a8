import { type Collection, type CollectionDefinition, definitions } from "./collection.ts";
import { Entries } from "./entries.ts";

/** One changed entry; no value means deleted. */
export interface Change {
  readonly collection: string;
  readonly scope: string;
  readonly key: string;
  readonly value?: unknown;
}

export interface Leftover {
  /** Name of the collection, for example `ec2/vpcs`. */
  readonly kind: string;
  readonly account: string;
  readonly region: string;
  readonly id: string;
  readonly arn?: string;
}

interface Undo {
  readonly entries: Entries;
  readonly change: Change;
  readonly before: unknown;
}

function restore(entries: Entries, key: string, value: unknown): void {
  if (value === undefined) entries.delete(key);
  else entries.set(key, value);
}

function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const child of Object.values(value)) freeze(child);
  return value;
}

/**
 * All state of the local AWS: maps of plain values. Changes made inside `transact` are undone together when it throws and
 * handed to `onCommit` together when it doesn't.
 */
export class Store {
  readonly #data = new Map<string, Map<string, Entries>>();
  #undo: Undo[] | undefined;
  /** What was undone by which time, newest last; only kept while somebody wants to look back. */
  #history: { readonly at: number; readonly undo: readonly Undo[] }[] = [];
  #historyMilliseconds = 0;
  onCommit: (changes: readonly Change[]) => void = () => {};

  #entries(name: string, scope: string): Entries {
    const scopes = this.#data.get(name) ?? new Map<string, Entries>();
    const entries = scopes.get(scope) ?? new Entries(definitions.get(name)?.tally);
    this.#data.set(name, scopes.set(scope, entries));
    return entries;
  }

  use<T>(definition: CollectionDefinition<T>, account: string, region: string): Collection<T> {
    const { name } = definition;
    const scope = { region: `${account}/${region}`, account: `${account}/`, global: "/" }[definition.scope];
    const counted = this.#entries(name, scope);
    const entries = counted as Map<string, unknown> as Map<string, T>;
    const write = (key: string, value: T | undefined) => {
      if (this.#undo === undefined) throw new Error(`${name} is changed outside a transaction`);
      const change =
        value === undefined ? { collection: name, scope, key } : { collection: name, scope, key, value };
      this.#undo.push({ entries: counted, change, before: entries.get(key) });
      if (value === undefined) entries.delete(key);
      else entries.set(key, freeze(value));
    };
    const keys = (prefix?: string) =>
      prefix === undefined
        ? [...entries.keys()]
        : [...entries.keys()].filter((key) => key.startsWith(prefix));
    return {
      get: (key) => entries.get(key),
      has: (key) => entries.has(key),
      put: (key, value) => {
        write(key, value);
        return value;
      },
      patch: (key, change) => {
        const before = entries.get(key);
        if (before === undefined) throw new Error(`${name} has no ${key}`);
        const after = { ...before, ...change };
        write(key, after);
        return after;
      },
      delete: (key) => {
        const existed = entries.has(key);
        if (existed) write(key, undefined);
        return existed;
      },
      list: (prefix) =>
        prefix === undefined ? [...entries.values()] : keys(prefix).map((key) => entries.get(key) as T),
      keys,
      get size() {
        return entries.size;
      },
      count: (what) => counted.count(what),
    };
  }

  get isChanging(): boolean {
    return this.#undo !== undefined;
  }

  /** Runs synchronous work as one change; nested calls join the outer one. */
  transact<R>(work: () => R, now = 0): R {
    if (this.#undo !== undefined) return work();
    this.#undo = [];
    try {
      const result = work();
      const undo = this.#undo;
      if (undo.length > 0) {
        this.onCommit(undo.map(({ change }) => change));
        this.#remember(now, undo);
      }
      return result;
    } catch (error) {
      for (const { entries, change, before } of this.#undo.reverse()) restore(entries, change.key, before);
      throw error;
    } finally {
      this.#undo = undefined;
    }
  }

  /** Lets `asOf` look back this far. @param milliseconds simulated */
  keepHistory(milliseconds: number): void {
    this.#historyMilliseconds = milliseconds;
    if (milliseconds === 0) this.#history = [];
  }

  #remember(at: number, undo: readonly Undo[]): void {
    if (this.#historyMilliseconds === 0) return;
    this.#history.push({ at, undo });
    while ((this.#history[0]?.at ?? at) < at - this.#historyMilliseconds) this.#history.shift();
  }

  /** Looks at the state as it was at a time. What `work` changes is undone. */
  asOf<R>(time: number, work: () => R): R {
    const later = this.#history.filter(({ at }) => at > time).flatMap(({ undo }) => undo);
    const present = later.map(({ entries, change }) => ({
      entries,
      key: change.key,
      value: entries.get(change.key),
    }));
    for (const { entries, change, before } of [...later].reverse()) restore(entries, change.key, before);
    this.#undo = [];
    try {
      return work();
    } finally {
      for (const { entries, change, before } of this.#undo.reverse()) restore(entries, change.key, before);
      this.#undo = undefined;
      for (const { entries, key, value } of present) restore(entries, key, value);
    }
  }

  /** Applies changes read back from a state file. */
  load(changes: Iterable<Change>): void {
    for (const { collection: name, scope, key, value } of changes) {
      const entries = this.#entries(name, scope);
      if (value === undefined) entries.delete(key);
      else entries.set(key, freeze(value));
    }
  }

  /** Everything, as the changes that would bring it about. */
  *snapshot(): Generator<Change> {
    for (const [name, scopes] of this.#data) {
      for (const [scope, entries] of scopes)
        for (const [key, value] of entries) yield { collection: name, scope, key, value };
    }
  }

  /** `account/region` of everything stored, `/` for what is global. */
  *scopes(): Generator<string> {
    for (const scopes of this.#data.values())
      for (const [scope, entries] of scopes) if (entries.size > 0) yield scope;
  }

  /** Every object that still exists, bookkeeping left out. */
  leftovers(): readonly Leftover[] {
    const found: Leftover[] = [];
    for (const change of this.snapshot()) {
      const identity = definitions.get(change.collection)?.identify?.(change.value, change.key);
      if (identity === undefined) continue;
      const [account = "", region = ""] = change.scope.split("/");
      found.push({ kind: change.collection, account, region, ...identity });
    }
    // By kind, so that a restart changes nothing.
    return found.sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0));
  }
}
