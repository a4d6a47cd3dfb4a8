import type { FaultDefinition } from "./fault-schema.ts";

/** What is to happen to a call instead of, or besides, being served. */
export interface FaultDecision {
  readonly name: string;
  /** Real milliseconds to wait first. */
  readonly delay?: number | undefined;
  readonly error?: { readonly status: number; readonly code: string; readonly message: string } | undefined;
  /** `before`: the connection goes away and nothing was done; `after`: it was done, but the answer is lost. */
  readonly drop?: "before" | "after" | undefined;
  /** Serve a read from the state as it was this many simulated seconds ago. */
  readonly staleSeconds?: number | undefined;
  /** Change stored things some time after the call. */
  readonly flip?: Flip | undefined;
}

export interface Flip {
  /** Name of a collection, for example `eks/clusters`. */
  readonly collection: string;
  /** Keys to change; `*` stands for anything. @default "*" */
  readonly key?: string | undefined;
  /** Only things with these members. @default - all */
  readonly where?: Readonly<Record<string, unknown>> | undefined;
  /** Members to set. */
  readonly set: Readonly<Record<string, unknown>>;
  /** Simulated seconds after the call. @default 0 */
  readonly after?: number | undefined;
}

export interface CallFacts {
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The same for all attempts of one call, where the client says so. */
  readonly invocationId: string | undefined;
}

export interface FaultStatus {
  readonly name: string;
  /** Calls that matched, and those of them that were disturbed. */
  readonly matched: number;
  readonly played: number;
}

/** Whether a call can change anything, by the verbs that AWS uses. */
export const isMutating = (operation: string) =>
  !/^(Describe|List|Get|Head|BatchGet|Search|Lookup|AssumeRole|Simulate|Filter|DecodeA|Test)/.test(operation);

const glob = (pattern: string, text: string) =>
  new RegExp(`^${pattern.replaceAll(/[.+^${}()|[\]\\?]/g, "\\$&").replaceAll("*", ".*")}$`).test(text);

/** Whether every member of `part` is in `whole`, with strings as globs; lists must be equal. */
export function contains(whole: unknown, part: unknown): boolean {
  if (typeof part === "string" && typeof whole === "string") return glob(part, whole);
  if (typeof part !== "object" || part === null || Array.isArray(part))
    return JSON.stringify(whole) === JSON.stringify(part);
  if (typeof whole !== "object" || whole === null) return false;
  return Object.entries(part).every(([key, child]) =>
    contains((whole as Record<string, unknown>)[key], child),
  );
}

interface Armed {
  readonly definition: FaultDefinition;
  readonly name: string;
  matched: number;
  played: number;
  /** Invocations whose every attempt is to fail. */
  readonly pursued: Set<string>;
}

const throttles: Readonly<Record<string, { readonly status: number; readonly code: string }>> = {
  ec2: { status: 503, code: "RequestLimitExceeded" },
  eks: { status: 429, code: "ThrottlingException" },
  s3: { status: 503, code: "SlowDown" },
  iam: { status: 400, code: "Throttling" },
  sts: { status: 400, code: "Throttling" },
  autoscaling: { status: 400, code: "Throttling" },
};

/** The faults that are set at the moment, in order: the first that applies to a call is played. */
export class Faults {
  #armed: readonly Armed[] = [];

  /** Replaces all faults; counting starts afresh. */
  set(definitions: readonly FaultDefinition[]): void {
    this.#armed = definitions.map((definition, index) => ({
      definition,
      name: definition.name ?? `fault ${index + 1}`,
      matched: 0,
      played: 0,
      pursued: new Set<string>(),
    }));
  }

  status(): readonly FaultStatus[] {
    return this.#armed.map(({ name, matched, played }) => ({ name, matched, played }));
  }

  /** How far back in simulated seconds stale reads look. */
  longestStale(): number {
    return Math.max(0, ...this.#armed.map(({ definition }) => definition.do.stale?.seconds ?? 0));
  }

  decide(call: CallFacts): FaultDecision | undefined {
    for (const armed of this.#armed) {
      if (!matches(armed.definition, call)) continue;
      const pursued = call.invocationId !== undefined && armed.pursued.has(call.invocationId);
      if (!pursued) armed.matched += 1;
      if (!pursued && !isTurn(armed.definition, armed.matched)) continue;
      if (armed.definition.everyAttempt && call.invocationId !== undefined)
        armed.pursued.add(call.invocationId);
      armed.played += 1;
      return decision(armed.name, armed.definition, call);
    }
    return undefined;
  }
}

function matches({ match }: FaultDefinition, call: CallFacts): boolean {
  return (
    (match.service === undefined || glob(match.service, call.service)) &&
    (match.operation === undefined || glob(match.operation, call.operation)) &&
    (match.account === undefined || match.account === call.account) &&
    (match.region === undefined || match.region === call.region) &&
    (match.mutating === undefined || match.mutating === isMutating(call.operation)) &&
    (match.params === undefined || contains(call.input, match.params))
  );
}

function isTurn({ nth }: FaultDefinition, count: number): boolean {
  if (nth === "every") return true;
  if (typeof nth === "number") return count === nth;
  return Array.isArray(nth) ? nth.includes(count) : count === 1;
}

function decision(name: string, { do: action }: FaultDefinition, call: CallFacts): FaultDecision {
  const throttle = throttles[call.service] ?? { status: 400, code: "ThrottlingException" };
  return {
    name,
    delay: action.delay,
    drop: action.drop,
    flip: action.flip,
    staleSeconds: action.stale?.seconds,
    error: action.throttle
      ? { ...throttle, message: "Rate exceeded" }
      : action.error && { status: 400, message: `fault injected: ${name}`, ...definedOnly(action.error) },
  };
}

function definedOnly(error: {
  readonly code: string;
  readonly message?: string | undefined;
  readonly status?: number | undefined;
}) {
  const { code, message, status } = error;
  return { code, ...(message !== undefined && { message }), ...(status !== undefined && { status }) };
}
