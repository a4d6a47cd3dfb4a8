import type { WireRequest } from "./wire.ts";

/** What is to happen to a call instead of, or besides, being served. */
export interface FaultDecision {
  readonly name: string;
  /** Real milliseconds to wait first. */
  readonly delay?: number;
  readonly error?: { readonly status: number; readonly code: string; readonly message: string };
  /** `before`: the connection goes away and nothing was done; `after`: it was done, but the answer is lost. */
  readonly drop?: "before" | "after";
}

export interface CallFacts {
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly request: WireRequest;
}

export interface Faults {
  decide(call: CallFacts): FaultDecision | undefined;
}

export const noFaults: Faults = { decide: () => undefined };
