/** Thrown by a function of a template whose answer must be waited for. */
export class Suspended {
  readonly ready: Promise<unknown>;
  constructor(ready: Promise<unknown>) {
    this.ready = ready;
  }
}

/**
 * Works out something that may need answers from outside. Evaluation is synchronous and pure, so a lookup throws
 * `Suspended`, its answer is waited for and kept by the lookup, and everything is worked out again.
 */
export async function settle<T>(work: () => T | Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Suspended)) throw error;
      await error.ready;
    }
  }
}
