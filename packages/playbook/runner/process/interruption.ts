const CODES: Readonly<Record<string, number>> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 143 };
const WATCH_MILLISECONDS = 500;

/** Ctrl-C, a request to end, or Terraform's own death: all stop the run in good order. */
export class Interruption {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #handlers: readonly (readonly [NodeJS.Signals, () => void])[];
  #cause = "";

  constructor() {
    this.#handlers = (["SIGINT", "SIGTERM", "SIGHUP"] as const).map(
      (name) => [name, () => this.#stop(name)] as const,
    );
    for (const [name, handler] of this.#handlers) process.on(name, handler);
    const parent = process.ppid;
    // A killed Terraform can't tell anyone; its children are then handed to another parent.
    this.#timer = setInterval(() => process.ppid !== parent && this.#stop("SIGTERM"), WATCH_MILLISECONDS);
    this.#timer.unref();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }
  get cause(): string {
    return this.#cause;
  }
  get exitCode(): number {
    return CODES[this.#cause] ?? 143;
  }

  #stop(name: NodeJS.Signals): void {
    if (this.#controller.signal.aborted) return;
    this.#cause = name;
    this.#controller.abort(new Error(`interrupted by ${name}`));
  }

  stop(): void {
    clearInterval(this.#timer);
    for (const [name, handler] of this.#handlers) process.off(name, handler);
  }
}
