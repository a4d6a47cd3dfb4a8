import type { SteppedClock } from "./clock.ts";
import type { Dispatcher } from "./dispatch.ts";
import { FaultError, parseFaults } from "./fault-schema.ts";
import { parseTarget, type WireRequest, type WireResponse } from "./wire.ts";

/** Paths under which the local AWS itself is asked, not one of its services. No bucket can be called that. */
export const controlPrefix = "/_local/";

const json = (status: number, value: unknown): WireResponse => ({
  status,
  headers: { "content-type": "application/json" },
  body: `${JSON.stringify(value, null, 2)}\n`,
});

type Handler = (dispatcher: Dispatcher, request: WireRequest) => unknown;

const handlers: Readonly<Record<string, Handler>> = {
  "GET faults": ({ faults }) => faults.status(),
  "PUT faults": (dispatcher, request) => {
    setFaults(dispatcher, parseFaults(request.body.toString("utf8"), "faults"));
    return dispatcher.faults.status();
  },
  "DELETE faults": (dispatcher) => {
    setFaults(dispatcher, []);
    return [];
  },
  "GET journal": ({ journal }, request) => {
    const after = Number(parseTarget(request.target).query.get("after") ?? 0);
    return journal.calls().filter((call) => call.sequence > after);
  },
  "GET leftovers": ({ world }) => {
    world.advance();
    return world.store.leftovers();
  },
  "GET gaps": ({ journal }) => Object.fromEntries(journal.gaps),
  "GET problems": ({ world }) => world.problems,
  "GET operations": ({ world }) => world.operations().map(({ service, name }) => `${service}:${name}`),
  "GET clock": ({ world }) => ({ now: new Date(world.clock.now()).toISOString() }),
  "POST clock": ({ world }, request) => {
    const { step } = JSON.parse(request.body.toString("utf8") || "{}") as { step?: unknown };
    const clock = world.clock as Partial<SteppedClock>;
    if (typeof step !== "number" || !(step >= 0)) throw new FaultError('expected {"step": SECONDS}');
    if (clock.step === undefined) throw new FaultError("this clock runs by itself: start with a stepped one");
    clock.step(step);
    world.advance();
    return { now: new Date(world.clock.now()).toISOString() };
  },
};

/** Sets the faults to play from now on. */
export function setFaults(
  { faults, world }: Dispatcher,
  definitions: Parameters<Dispatcher["faults"]["set"]>[0],
): void {
  faults.set(definitions);
  world.store.keepHistory(faults.longestStale() * 1000);
}

export function control(dispatcher: Dispatcher, request: WireRequest): WireResponse {
  const { path } = parseTarget(request.target);
  const key = `${request.method} ${path.slice(controlPrefix.length)}`;
  const handler = Object.hasOwn(handlers, key) ? handlers[key] : undefined;
  if (handler === undefined)
    return json(404, { message: `there is no ${key}; there are ${Object.keys(handlers).join(", ")}` });
  try {
    return json(200, handler(dispatcher, request));
  } catch (error) {
    return json(400, { message: error instanceof Error ? error.message : String(error) });
  }
}
