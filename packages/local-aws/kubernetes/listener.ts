import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { type AddressInfo, createServer, type Server as PortServer, type Socket } from "node:net";
import { createSecureContext, type SecureContext, TLSSocket } from "node:tls";
import type { KeyPair } from "./certificates.ts";

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

interface Port {
  readonly server: PortServer;
  readonly sockets: Set<Socket>;
}

/**
 * One loopback port a cluster, so that an endpoint looks as EKS's do: a bare `https://` address without a path. All ports
 * share one HTTP server, and a TLS context is made at a cluster's first connection, so that an idle cluster costs one
 * listening socket.
 */
export class Listener {
  readonly #http: Server;
  readonly #handlers = new Map<number, Handler>();
  readonly #ports = new Map<number, Port>();

  constructor() {
    this.#http = createHttpServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, (request, response) => {
      const handler = this.#handlers.get(request.socket.localPort ?? 0);
      if (handler === undefined) request.socket.destroy();
      else handler(request, response);
    });
    this.#http.on("upgrade", (_request, socket) => {
      // exec, attach and port-forward ask for a stream; there is no container to give one.
      const body = JSON.stringify({
        kind: "Status",
        apiVersion: "v1",
        metadata: {},
        status: "Failure",
        message:
          "streaming into containers is not implemented by the local AWS: it runs none (see docs/local-aws.md)",
        code: 501,
      });
      socket.end(
        `HTTP/1.1 501 Not Implemented\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
      );
    });
  }

  /**
   * @param wanted port to listen on if it is free; otherwise another one is taken. @default - any free port
   * @returns the port
   */
  async open(pair: KeyPair, handler: Handler, wanted = 0): Promise<number> {
    const sockets = new Set<Socket>();
    let context: SecureContext | undefined;
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      socket.on("error", () => socket.destroy());
      context ??= createSecureContext({ cert: pair.certificate, key: pair.key, minVersion: "TLSv1.2" });
      const secure = new TLSSocket(socket, {
        isServer: true,
        server,
        secureContext: context,
        ALPNProtocols: ["http/1.1"],
      });
      secure.on("error", () => socket.destroy());
      secure.once("secure", () => this.#http.emit("connection", secure));
    });
    const port = await listen(server, wanted).catch((error: NodeJS.ErrnoException) => {
      if (wanted === 0 || (error.code !== "EADDRINUSE" && error.code !== "EACCES")) throw error;
      return listen(server, 0);
    });
    this.#handlers.set(port, handler);
    this.#ports.set(port, { server, sockets });
    return port;
  }

  async shut(port: number): Promise<void> {
    const open = this.#ports.get(port);
    if (open === undefined) return;
    this.#ports.delete(port);
    this.#handlers.delete(port);
    const closed = new Promise<void>((resolve) => open.server.close(() => resolve()));
    for (const socket of open.sockets) socket.destroy();
    await closed;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#ports.keys()].map((port) => this.shut(port)));
    this.#http.closeAllConnections();
  }
}

function listen(server: PortServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1" }, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
