import http from "node:http";
import https from "node:https";
import net from "node:net";
import tls from "node:tls";

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | undefined;
  /** TLS settings and the like. */
  readonly options?: https.RequestOptions;
  /** Milliseconds until the answer must be complete. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpResponse {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<http.IncomingHttpHeaders>;
  readonly body: Buffer;
}

const LARGEST_BODY = 64 * 1024 * 1024;

/** Local port that leads to a place which this machine does not reach directly. */
export type Detour = () => Promise<number>;

const detours = new Map<string, Detour>();

/** From now on all requests to an origin, `https://host:port`, take a detour. */
export const setDetour = (origin: string, detour: Detour): void => void detours.set(origin, detour);

export const detourOf = (url: string): Detour | undefined => detours.get(new URL(url).origin);

/** Options that send a request to a local port, while it is still the origin that must prove who it is. */
export function detourOptions({ hostname, host }: URL, port: number): https.RequestOptions {
  return {
    hostname: "127.0.0.1",
    port,
    headers: { host },
    ...(net.isIP(hostname) === 0 ? { servername: hostname } : {}),
    checkServerIdentity: (_, certificate) => tls.checkServerIdentity(hostname, certificate),
  };
}

/** One request, one answer, no redirects. @throws Error with a `code` for what the network does */
export async function request(wanted: HttpRequest): Promise<HttpResponse> {
  const url = new URL(wanted.url);
  const client = url.protocol === "http:" ? http : https;
  const port = await detours.get(url.origin)?.();
  const { headers: ownHeaders, ...detour } = port === undefined ? {} : detourOptions(url, port);
  return new Promise((resolve, reject) => {
    const outgoing = client.request(
      url,
      {
        method: wanted.method,
        agent: false,
        ...wanted.options,
        ...detour,
        headers: {
          ...ownHeaders,
          ...wanted.headers,
          ...(wanted.body === undefined ? {} : { "content-length": String(Buffer.byteLength(wanted.body)) }),
        },
        ...(wanted.signal === undefined ? {} : { signal: wanted.signal }),
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        let size = 0;
        incoming.on("data", (chunk: Buffer) => {
          size += chunk.length;
          if (size > LARGEST_BODY) incoming.destroy(new Error("the answer is larger than 64 MiB"));
          else chunks.push(chunk);
        });
        incoming.on("error", reject);
        incoming.on("end", () => {
          clearTimeout(timer);
          resolve({
            status: incoming.statusCode ?? 0,
            reason: incoming.statusMessage ?? "",
            headers: incoming.headers,
            body: Buffer.concat(chunks),
          });
        });
      },
    );
    const timer = setTimeout(() => {
      outgoing.destroy(
        Object.assign(new Error(`no answer within ${wanted.timeout / 1000} s`), { code: "ETIMEDOUT" }),
      );
    }, wanted.timeout);
    outgoing.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    outgoing.end(wanted.body);
  });
}

export const sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error);
    const timer = setTimeout(done, milliseconds);
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    function done(): void {
      signal?.removeEventListener("abort", abort);
      resolve();
    }
    signal?.addEventListener("abort", abort, { once: true });
  });
