/**
 * The input with a note of what was looked at. A parameter that was sent and that the operation never reads is one that it
 * doesn't implement: this turns silently ignored input into an error without a list that could go stale.
 */
export function trackReads(input: Readonly<Record<string, unknown>>): {
  readonly input: Record<string, unknown>;
  unread(): readonly string[];
} {
  const seen = new Set<string>();
  const tracked: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    Object.defineProperty(tracked, name, {
      enumerable: true,
      get: () => {
        seen.add(name);
        return value;
      },
    });
  }
  return { input: tracked, unread: () => Object.keys(input).filter((name) => !seen.has(name)) };
}
