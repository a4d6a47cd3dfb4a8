/** A mistake of whoever typed the command: told in one line, without a stack trace. */
export class UserError extends Error {}
