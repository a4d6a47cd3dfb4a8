/**
 * A refusal in the words of the service. `code` is what goes over the wire (`ResourceNotFoundException`, `NoSuchEntity`,
 * `InvalidVpcID.NotFound`); the status comes from the service's model where that knows the code.
 */
export class AwsError extends Error {
  readonly code: string;
  /** HTTP status. @default - what the model says for the code, else 400 */
  readonly status: number | undefined;
  /** Further members of the error, such as `clusterName`. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    options: { status?: number; details?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.code = code;
    this.status = options.status;
    this.details = options.details ?? {};
  }
}

/** A gap of the local AWS itself, never a refusal by AWS: answered with 501 and listed at the end of the run. */
export class NotImplemented extends AwsError {
  constructor(what: string) {
    super(
      "NotImplemented",
      `${what} is not implemented by the local AWS (see packages/local-aws/README.md)`,
      {
        status: 501,
      },
    );
  }
}
