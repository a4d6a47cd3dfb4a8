/** Simulated time. Nothing in the local AWS reads the machine's clock but through this. */
export interface Clock {
  /** Milliseconds since 1970, simulated. */
  now(): number;
}

/** Time that runs `speed` times as fast as the machine's, from `start` on. */
export function scaledClock(speed: number, start = Date.now()): Clock {
  const origin = performance.now();
  return { now: () => Math.round(start + (performance.now() - origin) * speed) };
}

export interface SteppedClock extends Clock {
  /** Moves on by this many simulated seconds. */
  step(seconds: number): void;
}

/** Time that stands still until a test moves it. */
export function steppedClock(start = Date.UTC(2026, 10, 22)): SteppedClock {
  let now = start;
  return {
    now: () => now,
    step: (seconds) => {
      now += seconds * 1000;
    },
  };
}
