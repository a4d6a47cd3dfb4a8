import type { Call, Caller, Context, EventDefinition, Operation, Service, ServiceName } from "./call.ts";
import type { Clock } from "./clock.ts";
import { collection } from "./collection.ts";
import { NotImplemented } from "./errors.ts";
import { flipped } from "./flip.ts";
import { partitionOf } from "./identity.ts";
import { type Ids, seededIds } from "./ids.ts";
import type { KubernetesApi } from "./kubernetes-api.ts";
import type { Store } from "./store.ts";

interface Scheduled {
  readonly at: number;
  readonly event: string;
  readonly account: string;
  readonly region: string;
  readonly payload: unknown;
}

const scheduled = collection<Scheduled>("core/events", "global");
const counters = collection<number>("core/counters", "region");
const prepared = collection<boolean>("core/prepared", "region");

export interface WorldOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly services: readonly Service[];
  readonly kubernetes: KubernetesApi;
  /** Makes identifiers differ between worlds that are otherwise alike. */
  readonly seed: string;
}

/** The state, the clock and the services, without any wire: what operations and events run in. */
export class World {
  readonly store: Store;
  readonly clock: Clock;
  readonly kubernetes: KubernetesApi;
  readonly services: ReadonlyMap<string, Service>;
  /** Mistakes of the local AWS itself, for the end of the run. */
  readonly problems: string[] = [];
  readonly #seed: string;
  readonly #operations = new Map<string, Operation>();
  readonly #events = new Map<string, EventDefinition<never>>();
  #effects: (() => Promise<void>)[] = [];
  /** Effects of events that happened: a call that fails after them doesn't undo those. */
  #happened: (() => Promise<void>)[] = [];
  #nextDue = 0;

  constructor(options: WorldOptions) {
    this.store = options.store;
    this.clock = options.clock;
    this.kubernetes = options.kubernetes;
    this.#seed = options.seed;
    this.services = new Map(options.services.map((service) => [service.name, service]));
    for (const service of options.services) {
      for (const operation of service.operations) {
        const key = `${operation.service}:${operation.name}`;
        if (this.#operations.has(key)) throw new Error(`${key} is implemented twice`);
        this.#operations.set(key, operation);
      }
      for (const event of service.events ?? []) this.#events.set(event.name, event);
    }
    this.#events.set(flipped.name, flipped);
  }

  operation(service: string, name: string): Operation | undefined {
    return this.#operations.get(`${service}:${name}`);
  }

  operations(): readonly Operation[] {
    return [...this.#operations.values()];
  }

  /** Lets happen, in order, everything that is due by now. Within a transaction it is too late for that. */
  advance(): void {
    if (this.store.isChanging) return;
    const now = this.clock.now();
    while (this.#nextDue <= now) this.#runDue(now);
  }

  /** Looks through the queue once and runs what is due, until an event has scheduled one that comes before the next. */
  #runDue(now: number): void {
    const queue = this.store.use(scheduled, "", "");
    const due: { readonly key: string; readonly entry: Scheduled }[] = [];
    this.#nextDue = Number.POSITIVE_INFINITY;
    for (const key of queue.keys()) {
      const entry = queue.get(key) as Scheduled;
      if (entry.at <= now) due.push({ key, entry });
      else this.#nextDue = Math.min(this.#nextDue, entry.at);
    }
    due.sort((a, b) => a.entry.at - b.entry.at || (a.key < b.key ? -1 : 1));
    for (const { key, entry } of due) {
      if (this.#nextDue < entry.at) {
        // The rest is found again by the next look.
        return;
      }
      this.#run(key, entry);
    }
  }

  #run(key: string, entry: Scheduled): void {
    const definition = this.#events.get(entry.event);
    try {
      this.store.transact(() => {
        this.store.use(scheduled, "", "").delete(key);
        if (definition === undefined) throw new Error("no service defines it");
        definition.run(this.context(entry.account, entry.region, entry.at), entry.payload as never);
      }, entry.at);
      this.#happened.push(...this.#effects.splice(0));
    } catch (error) {
      // A broken step must not stop every call after it.
      this.problems.push(`event ${entry.event}: ${error instanceof Error ? error.stack : String(error)}`);
      this.store.transact(() => this.store.use(scheduled, "", "").delete(key));
    }
  }

  /** Waits for asynchronous work that changes have asked for. */
  async settle(): Promise<void> {
    while (this.#happened.length + this.#effects.length > 0) {
      const effects = [...this.#happened, ...this.#effects];
      this.#happened = [];
      this.#effects = [];
      for (const effect of effects) await effect();
    }
  }

  /** After a start from a state file: has every service open again what is more than state, wherever it has any. */
  async resume(): Promise<void> {
    const places = new Set([...this.store.scopes()].filter((scope) => scope !== "/"));
    for (const scope of places) {
      const [account = "", region = ""] = scope.split("/");
      if (region === "") continue;
      for (const service of this.services.values()) await service.resume?.(this.context(account, region));
    }
  }

  /** Forgets asynchronous work of a change that was undone. */
  dropEffects(): void {
    this.#effects = [];
  }

  context(account: string, region: string, now = this.clock.now()): Context {
    const context: Context = {
      account,
      region,
      partition: partitionOf(region),
      now,
      ids: this.#ids(account, region),
      kubernetes: this.kubernetes,
      use: (definition, where) =>
        this.store.use(definition, where?.account ?? account, where?.region ?? region),
      invoke: ((
        service: ServiceName,
        name: string,
        input: unknown,
        where?: { account?: string; region?: string },
      ) => {
        const place =
          where === undefined ? context : this.context(where.account ?? account, where.region ?? region, now);
        return this.call(place, service, name, input);
      }) as Context["invoke"],
      schedule: (seconds, event, payload) => this.#schedule(context, seconds, event.name, payload),
      after: (effect) => {
        this.#effects.push(effect);
      },
      transact: (work) => {
        this.advance();
        const at = this.clock.now();
        return this.store.transact(() => work(this.context(account, region, at)), at);
      },
    };
    return context;
  }

  /** Runs an operation on an input that is known to be right. */
  call(
    context: Context,
    service: ServiceName,
    name: string,
    input: unknown,
    from?: { caller: Caller; requestId: string },
  ): unknown {
    const operation = this.operation(service, name);
    if (operation === undefined) throw new NotImplemented(`${service}:${name}`);
    const implementation = this.services.get(service);
    const done = this.store.use(prepared, context.account, context.region);
    if (implementation?.prepare !== undefined && !done.has(service)) {
      done.put(service, true);
      implementation.prepare(context);
    }
    const { account, partition } = context;
    const caller = from?.caller ?? {
      accountId: account,
      arn: `arn:${partition}:iam::${account}:root`,
      userId: account,
      accessKeyId: "",
      service: "internal.amazonaws.com",
    };
    const call: Call = {
      ...context,
      service,
      operation: name,
      input,
      caller,
      requestId: from?.requestId ?? "internal",
    };
    return operation.run(call as Call<never>);
  }

  #schedule(context: Context, seconds: number, event: string, payload: unknown): void {
    if (!this.#events.has(event)) throw new Error(`no service lists the event ${event}`);
    const at = context.now + seconds * 1000;
    const { account, region } = context;
    const key = String(this.#count("", "", "events")).padStart(10, "0");
    this.store.use(scheduled, "", "").put(key, { at, event, account, region, payload });
    this.#nextDue = Math.min(this.#nextDue, at);
  }

  #count(account: string, region: string, name: string): number {
    const counter = this.store.use(counters, account, region);
    const next = (counter.get(name) ?? 0) + 1;
    counter.put(name, next);
    return next;
  }

  #ids(account: string, region: string): Ids {
    return seededIds(`${this.#seed}:${account}:${region}`, () => this.#count(account, region, "ids"));
  }
}
