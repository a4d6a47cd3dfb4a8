import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createAuthority, issueServerCertificate } from "@eksplan/local-aws/certificates";
import { type Server, ServerCredentials } from "@grpc/grpc-js";
import { nullProviderAddress } from "./address.ts";
import { nullProvider } from "./provider.ts";

/** What Terraform puts into a plugin's environment, so that a plugin can tell that it was not started by hand. */
const COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

interface Address {
  readonly network: "unix" | "tcp";
  readonly text: string;
}

const bind = (server: Server, address: string, credentials: ServerCredentials) =>
  new Promise<number>((resolve, reject) => {
    server.bindAsync(address, credentials, (error, port) => (error === null ? resolve(port) : reject(error)));
  });

/** Windows has no Unix sockets in Node; everywhere else a socket in a folder of our own lets nobody else in. */
async function listen(server: Server, credentials: ServerCredentials) {
  if (process.platform === "win32") {
    const port = await bind(server, "127.0.0.1:0", credentials);
    const address: Address = { network: "tcp", text: `127.0.0.1:${port}` };
    return { address, remove: () => {} };
  }
  const folder = mkdtempSync(path.join(process.env["PLUGIN_UNIX_SOCKET_DIR"] ?? tmpdir(), "null-"));
  const socket = path.join(folder, "plugin");
  await bind(server, `unix:${socket}`, credentials);
  const address: Address = { network: "unix", text: socket };
  return { address, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * Serves as a Terraform plugin: the handshake of go-plugin on standard output, mutual TLS if Terraform asks for it.
 *
 * @returns the exit code once Terraform is done or gone
 */
export async function serveAsPlugin(): Promise<number> {
  if (process.env["TF_PLUGIN_MAGIC_COOKIE"] !== COOKIE) {
    console.error("this is a Terraform provider: Terraform starts it, it does nothing on its own");
    return 1;
  }
  // Ctrl-C reaches the whole process group; Terraform says itself when it no longer needs its plugins.
  process.on("SIGINT", () => {});
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const server = nullProvider(end);
  const { credentials, certificate } = security(process.env["PLUGIN_CLIENT_CERT"]);
  const { address, remove } = await listen(server, credentials);
  // Read before the handshake: Terraform may be gone right after it.
  const terraform = process.ppid;
  process.stdout.write(`1|5|${address.network}|${address.text}|grpc|${certificate}\n`);
  // Nobody says goodbye after a kill -9.
  const watch = setInterval(() => process.ppid !== terraform && end(), 500);
  process.on("SIGTERM", end);
  await ended;
  clearInterval(watch);
  await new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
  remove();
  return 0;
}

function security(clientCertificate: string | undefined) {
  if (clientCertificate === undefined || clientCertificate === "") {
    return { credentials: ServerCredentials.createInsecure(), certificate: "" };
  }
  const now = Date.now();
  const { certificate, key } = issueServerCertificate(createAuthority(now), ["localhost"], now);
  const pair = { private_key: Buffer.from(key), cert_chain: Buffer.from(certificate) };
  const body = certificate.replaceAll(/-----[^-]+-----|\s/g, "");
  return {
    credentials: ServerCredentials.createSsl(Buffer.from(clientCertificate), [pair], true),
    certificate: body.replace(/=+$/, ""),
  };
}

export interface ReattachedProvider extends AsyncDisposable {
  /** Value of TF_REATTACH_PROVIDERS for this provider alone; several are merged as JSON objects. */
  readonly reattach: string;
}

/** Serves in this very process, for Terraform runs that get `reattach` in their environment. */
export async function serveInProcess(): Promise<ReattachedProvider> {
  const server = nullProvider(() => {});
  const { address, remove } = await listen(server, ServerCredentials.createInsecure());
  const entry = {
    Protocol: "grpc",
    ProtocolVersion: 5,
    Pid: process.pid,
    Test: true,
    Addr: { Network: address.network, String: address.text },
  };
  return {
    reattach: JSON.stringify({ [nullProviderAddress]: entry }),
    [Symbol.asyncDispose]: async () => {
      server.forceShutdown();
      remove();
    },
  };
}
