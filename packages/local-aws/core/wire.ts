/** A request as it came over the socket, or as a test makes it. */
export interface WireRequest {
  readonly method: string;
  /** Path and query exactly as sent: an encoded slash in a label must stay distinguishable. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export interface ParsedTarget {
  /** Segments, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
}

export function parseTarget(target: string): ParsedTarget {
  const at = target.indexOf("?");
  return at < 0
    ? { path: target, query: new URLSearchParams() }
    : { path: target.slice(0, at), query: new URLSearchParams(target.slice(at + 1)) };
}

/** Percent-decoding that never throws: what can't be decoded is taken as it is. */
export function decodeSegment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
