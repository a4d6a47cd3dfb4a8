/** One mistake: where, and what is wrong, what is allowed and what to do, as `Issue.message` says it. */
export interface Complaint {
  /** Path of a field or a construct, for example `managedNodeGroups[0].minSize` or `demo/network`. */
  readonly path: string;
  readonly message: string;
}

const lineOf = ({ path, message }: Complaint): string => (path === "" ? message : `${path}: ${message}`);

/**
 * What the caller of a program or a construct can mend: all of it at once, one line a mistake. It is shown without a
 * stack trace, because the mistake is in what was given and not in the code that noticed it.
 */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly complaints: readonly Complaint[];

  /** One mistake that no path leads to: in a command line, for example. */
  static because(message: string): UserError {
    return new UserError([{ path: "", message }]);
  }

  constructor(complaints: readonly Complaint[]) {
    super(complaints.map(lineOf).join("\n"));
    this.complaints = complaints;
    this.stack = `${this.name}: ${this.message}`;
  }
}
