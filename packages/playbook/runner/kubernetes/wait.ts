import { sleep } from "../http.ts";

export interface Waited<T> {
  readonly value: T;
  readonly met: boolean;
  /** Whole seconds. */
  readonly duration: number;
}

/** Asks again and again until an answer is good or time is over. */
export async function waitFor<T>(
  ask: () => Promise<T>,
  good: (value: T) => boolean,
  options: { readonly seconds: number; readonly every: number; readonly signal: AbortSignal },
): Promise<Waited<T>> {
  const start = Date.now();
  for (;;) {
    const value = await ask();
    const duration = Math.floor((Date.now() - start) / 1000);
    if (good(value)) return { value, met: true, duration };
    if (Date.now() - start + options.every * 1000 > options.seconds * 1000)
      return { value, met: false, duration };
    await sleep(options.every * 1000, options.signal);
  }
}
