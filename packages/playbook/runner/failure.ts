/** The contract with synth is broken, or the command line is wrong. */
export class ContractError extends Error {
  static readonly exitCode = 4;
}

/** Something that every task needs is missing on this machine. */
export class PreflightError extends Error {
  static readonly exitCode = 5;
}

/** A task can't go on; `result` are the keys that Ansible's module would return beside `failed` and `msg`. */
export class TaskFailure extends Error {
  readonly result: Readonly<Record<string, unknown>>;

  constructor(message: string, result: Readonly<Record<string, unknown>> = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = "TaskFailure";
    this.result = result;
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
