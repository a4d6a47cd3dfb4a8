export interface Deadline {
  readonly signal: AbortSignal;
  readonly seconds: number;
  readonly isOver: boolean;
  readonly stop: () => void;
}

/** A signal that aborts with its parent, or when time is over. @param seconds 0 means never */
export function deadline(parent: AbortSignal, seconds: number): Deadline {
  const controller = new AbortController();
  let isOver = false;
  const abort = (): void => controller.abort(parent.reason);
  parent.addEventListener("abort", abort, { once: true });
  if (parent.aborted) abort();
  const timer =
    seconds > 0
      ? setTimeout(() => {
          isOver = true;
          controller.abort(new Error(`timed out after ${seconds} s`));
        }, seconds * 1000)
      : undefined;
  return {
    signal: controller.signal,
    seconds,
    get isOver() {
      return isOver;
    },
    stop: () => {
      clearTimeout(timer);
      parent.removeEventListener("abort", abort);
    },
  };
}
