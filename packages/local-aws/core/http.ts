import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { WireRequest, WireResponse } from "./wire.ts";

export type Handler = (request: WireRequest) => Promise<WireResponse | symbol>;

const largestBody = 64 * 1024 * 1024;

async function readRequest(incoming: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) throw new Error(`the body is larger than ${largestBody} bytes`);
    chunks.push(chunk);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers))
    headers[name] = Array.isArray(value) ? value.join(", ") : (value ?? "");
  return {
    method: incoming.method ?? "GET",
    target: incoming.url ?? "/",
    headers,
    body: decodeChunks(headers, Buffer.concat(chunks)),
  };
}

/** Takes the signatures out of a body sent in signed chunks (`aws-chunked`), as S3 clients do. */
function decodeChunks(headers: Readonly<Record<string, string>>, body: Buffer): Buffer {
  const chunked =
    headers["content-encoding"]?.includes("aws-chunked") ||
    headers["x-amz-content-sha256"]?.startsWith("STREAMING-");
  if (!chunked) return body;
  const parts: Buffer[] = [];
  let at = 0;
  while (at < body.length) {
    const end = body.indexOf("\r\n", at);
    const size = end < 0 ? Number.NaN : Number.parseInt(body.toString("latin1", at, end), 16);
    if (Number.isNaN(size) || size === 0) break;
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
  return Buffer.concat(parts);
}

/** Serves a handler over plain http; a handler that returns a symbol has the connection closed without an answer. */
export async function listen(
  handler: Handler,
  host: string,
  port: number,
): Promise<{ url: string; close(): Promise<void> }> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`port ${port} is none: expected 0 to 65535`);
  const server: Server = createServer((incoming, outgoing) => {
    void answer(incoming, outgoing, handler);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const inUse = error.code === "EADDRINUSE";
      const what = inUse ? "is in use" : `can't be listened on: ${error.message}`;
      reject(new Error(`port ${port} of ${host} ${what}`));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse, handler: Handler): Promise<void> {
  try {
    const response = await handler(await readRequest(incoming));
    if (typeof response === "symbol") {
      incoming.socket.destroy();
      return;
    }
    const body = typeof response.body === "string" ? Buffer.from(response.body) : response.body;
    const bare = response.status === 204 || response.status === 304;
    const length =
      bare || "content-length" in response.headers ? {} : { "content-length": String(body.length) };
    outgoing.writeHead(response.status, { ...response.headers, ...length });
    outgoing.end(incoming.method === "HEAD" || bare ? undefined : body);
  } catch (error) {
    if (!outgoing.headersSent)
      outgoing.writeHead(400, { "content-type": "application/json", connection: "close" });
    outgoing.end(JSON.stringify({ message: error instanceof Error ? error.message : String(error) }));
  }
}
