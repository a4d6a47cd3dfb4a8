import type { IncomingMessage, ServerResponse } from "node:http";
import type { Attributes } from "./authorize.ts";
import type { Json } from "./json.ts";
import type { Objects } from "./object-store.ts";
import type { Registry } from "./registry.ts";
import type { Target } from "./request.ts";
import type { User } from "./users.ts";

/** One authenticated and authorized request, with all that is needed to answer it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly target: Target;
  readonly query: URLSearchParams;
  readonly attributes: Attributes;
  readonly user: User;
  readonly body: Buffer;
  readonly objects: Objects;
  readonly registry: Registry;
  /** Simulated, milliseconds since 1970. */
  readonly now: number;
  /** Private key of the cluster's authority, PEM. */
  readonly signingKey: string;
  readonly authenticate: (token: string) => User | undefined;
  readonly warnings: string[];
}

export interface Answer {
  readonly status: number;
  readonly body: Json;
}

/** An answer that is written to the response while it goes on. */
export const streaming = Symbol("streaming");
