import type { Json, JsonObject } from "./json.ts";

const codes = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  NotAcceptable: 406,
  AlreadyExists: 409,
  Conflict: 409,
  Expired: 410,
  UnsupportedMediaType: 415,
  Invalid: 422,
  TooManyRequests: 429,
  InternalError: 500,
  NotImplemented: 501,
} as const;

export type Reason = keyof typeof codes;

export interface Cause {
  readonly reason?: string;
  readonly message: string;
  readonly field?: string;
}

/** A refusal, answered as a Kubernetes `Status` object. */
export class Failure extends Error {
  readonly reason: Reason;
  readonly details: JsonObject | undefined;

  constructor(reason: Reason, message: string, details?: JsonObject) {
    super(message);
    this.reason = reason;
    this.details = details;
  }

  get code(): number {
    return codes[this.reason];
  }

  toStatus(): JsonObject {
    return {
      kind: "Status",
      apiVersion: "v1",
      metadata: {},
      status: "Failure",
      message: this.message,
      // An answer of the double about itself: no reason of Kubernetes' own fits.
      ...(this.reason === "NotImplemented" ? {} : { reason: this.reason }),
      ...(this.details === undefined ? {} : { details: this.details }),
      code: this.code,
    };
  }
}

interface Named {
  readonly group: string;
  readonly plural: string;
}

const resourceName = ({ group, plural }: Named) => (group === "" ? plural : `${plural}.${group}`);
const about = ({ group, plural }: Named, name: string): JsonObject => ({
  name,
  ...(group === "" ? {} : { group }),
  kind: plural,
});

export const notFound = (kind: Named, name: string) =>
  new Failure("NotFound", `${resourceName(kind)} "${name}" not found`, about(kind, name));

export const alreadyExists = (kind: Named, name: string) =>
  new Failure("AlreadyExists", `${resourceName(kind)} "${name}" already exists`, about(kind, name));

export const conflict = (kind: Named, name: string, why: string) =>
  new Failure(
    "Conflict",
    `Operation cannot be fulfilled on ${resourceName(kind)} "${name}": ${why}`,
    about(kind, name),
  );

/** All faults of an object at once, as admission tells them. */
export function invalid(
  kind: { readonly group: string; readonly kind: string },
  name: string,
  causes: readonly Cause[],
): Failure {
  const lines = causes.map(({ field, message }) => (field === undefined ? message : `${field}: ${message}`));
  const text = lines.length === 1 ? lines[0] : `[${lines.join(", ")}]`;
  const full = kind.group === "" ? kind.kind : `${kind.kind}.${kind.group}`;
  return new Failure("Invalid", `${full} "${name}" is invalid: ${text}`, {
    name,
    ...(kind.group === "" ? {} : { group: kind.group }),
    kind: kind.kind,
    causes: causes.map((cause) => ({ ...cause }) as Json),
  });
}

/** A thing that a real cluster does and this double does not. */
export const notServed = (what: string) =>
  new Failure(
    "NotImplemented",
    `${what} is not implemented by the local AWS: it runs no containers (see docs/local-aws.md)`,
  );
