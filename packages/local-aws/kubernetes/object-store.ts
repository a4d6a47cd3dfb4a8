import { createHash } from "node:crypto";
import type { ClusterView } from "../core/kubernetes-api.ts";
import type { KindKey } from "./kinds.ts";
import type { ChangeEvent, KubeObject, Metadata, Reader, Transaction } from "./objects.ts";

const nameOf = (namespace: string | undefined, name: string) => `${namespace ?? ""}/${name}`;
const revisionKey = "revision";
const objectPrefix = "object ";
/** How many changes a watch can go back before it is told to list again. */
const historyLength = 2000;

/** The objects of one cluster, in memory and in the state. */
export class Objects implements Reader {
  readonly #view: ClusterView;
  readonly #kinds = new Map<KindKey, Map<string, KubeObject>>();
  readonly #listeners = new Set<(events: readonly ChangeEvent[]) => void>();
  /** Each kind in order, until something of it changes. */
  readonly #ordered = new Map<KindKey, readonly KubeObject[]>();
  #history: ChangeEvent[] = [];
  #revision = 0;
  #undo: ChangeEvent[] | undefined;
  #drawn = 0;

  constructor(view: ClusterView) {
    this.#view = view;
    view.read((stored) => {
      this.#revision = (stored.get(revisionKey) as number | undefined) ?? 0;
      for (const key of stored.keys(objectPrefix)) {
        const [, kind = "", name = ""] = key.split(" ");
        this.#of(kind).set(name, stored.get(key) as KubeObject);
      }
    });
    this.oldestRevision = this.#revision;
  }

  /** Watches can begin here or later. */
  oldestRevision: number;

  get revision(): number {
    return this.#revision;
  }

  get isNew(): boolean {
    return this.#revision === 0;
  }

  #of(key: KindKey): Map<string, KubeObject> {
    let objects = this.#kinds.get(key);
    if (objects === undefined) {
      objects = new Map();
      this.#kinds.set(key, objects);
    }
    return objects;
  }

  get(key: KindKey, namespace: string | undefined, name: string): KubeObject | undefined {
    return this.#kinds.get(key)?.get(nameOf(namespace, name));
  }

  list(key: KindKey, namespace?: string): readonly KubeObject[] {
    let ordered = this.#ordered.get(key);
    if (ordered === undefined) {
      const entries = [...(this.#kinds.get(key) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
      ordered = entries.map(([, object]) => object);
      this.#ordered.set(key, ordered);
    }
    return namespace === undefined
      ? ordered
      : ordered.filter(({ metadata }) => metadata.namespace === namespace);
  }

  /** Changes later than the revision, oldest first. */
  since(revision: number): readonly ChangeEvent[] {
    return this.#history.filter((event) => event.revision > revision);
  }

  /** Called after each transaction that changed something. */
  subscribe(listener: (events: readonly ChangeEvent[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @param dryRun do all of it and then undo it */
  transact<R>(work: (transaction: Transaction) => R, dryRun = false): R {
    if (this.#undo !== undefined) throw new Error("transactions on a cluster's objects don't nest");
    const revision = this.#revision;
    const changes: ChangeEvent[] = [];
    this.#undo = changes;
    try {
      const result = work(this.#transaction(changes));
      if (dryRun) this.#rollBack(changes, revision);
      else this.#commit(changes);
      return result;
    } catch (error) {
      this.#rollBack(changes, revision);
      throw error;
    } finally {
      this.#undo = undefined;
    }
  }

  #transaction(changes: ChangeEvent[]): Transaction {
    const objects = this;
    const now = this.#view.now();
    const record = (key: KindKey, name: string, after: KubeObject | undefined) => {
      const kind = this.#of(key);
      changes.push({ revision: this.#revision, key, before: kind.get(name), after });
      this.#ordered.delete(key);
      if (after === undefined) kind.delete(name);
      else kind.set(name, after);
    };
    const digest = (text: string) => createHash("sha256").update(`${this.#view.arn} ${text}`).digest();
    return {
      now,
      timestamp: new Date(now).toISOString().replace(/\.\d+/, ""),
      get revision() {
        return objects.revision;
      },
      get: (key, namespace, name) => this.get(key, namespace, name),
      list: (key, namespace) => this.list(key, namespace),
      put: (key, object) => {
        const { metadata } = object;
        const name = nameOf(metadata.namespace, metadata.name);
        this.#revision += 1;
        const uid = () =>
          digest(`${key} ${name} ${this.#revision}`)
            .toString("hex")
            .slice(0, 32)
            .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5");
        const stored: KubeObject = {
          ...object,
          metadata: {
            ...metadata,
            uid: metadata.uid ?? uid(),
            creationTimestamp: metadata.creationTimestamp ?? new Date(now).toISOString().replace(/\.\d+/, ""),
            resourceVersion: String(this.#revision),
          },
        };
        record(key, name, stored);
        return stored;
      },
      remove: (key, object) => {
        this.#revision += 1;
        record(key, nameOf(object.metadata.namespace, object.metadata.name), undefined);
      },
      suffix: (length) => {
        const alphabet = "bcdfghjklmnpqrstvwxz2456789";
        const bytes = [...digest(`suffix ${this.#revision} ${++this.#drawn}`)];
        return bytes
          .slice(0, length)
          .map((byte) => alphabet[byte % alphabet.length])
          .join("");
      },
    };
  }

  #rollBack(changes: readonly ChangeEvent[], revision: number): void {
    for (const { key, before, after } of changes.toReversed()) {
      const { namespace, name } = (before ?? after ?? { metadata: { name: "" } }).metadata as Metadata;
      this.#ordered.delete(key);
      if (before === undefined) this.#of(key).delete(nameOf(namespace, name));
      else this.#of(key).set(nameOf(namespace, name), before);
    }
    this.#revision = revision;
  }

  #commit(changes: readonly ChangeEvent[]): void {
    if (changes.length === 0) return;
    this.#view.write((stored) => {
      for (const { key, before, after } of changes) {
        const { namespace, name } = ((after ?? before) as KubeObject).metadata;
        const storedKey = `${objectPrefix}${key} ${nameOf(namespace, name)}`;
        if (after === undefined) stored.delete(storedKey);
        else stored.put(storedKey, after);
      }
      stored.put(revisionKey, this.#revision);
    });
    this.#history.push(...changes);
    if (this.#history.length > historyLength) {
      const dropped = this.#history.splice(0, this.#history.length - historyLength);
      this.oldestRevision = dropped.at(-1)?.revision ?? this.oldestRevision;
    }
    for (const listener of this.#listeners) listener(changes);
  }
}
