import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Server, ServerCredentials } from "@grpc/grpc-js";
import { nullProvider } from "./provider.ts";

/** A provider that serves until it is disposed of. */
export interface ServedProvider extends AsyncDisposable {
  /** Value of TF_REATTACH_PROVIDERS. */
  readonly reattach: string;
}

/** Bytes of the longest path that a Unix socket can have on macOS; Linux takes four more. */
const LONGEST_SOCKET = 103;

/**
 * Where to make a socket's folder: a socket whose path is too long can't be bound.
 * @param places in the order of preference, the last one at any rate
 */
export const socketPlace = (places: readonly string[] = [tmpdir(), "/tmp"]): string =>
  places.find((place) => Buffer.byteLength(path.join(place, "null-XXXXXX", "plugin")) <= LONGEST_SOCKET) ??
  places.at(-1)!;

/**
 * Serves the double of hashicorp/null from this very process, to every Terraform that has `reattach` in its environment.
 * Terraform neither installs nor locks such a provider: whoever goes on with the real one finds no checksum of a double.
 *
 * @param address under which Terraform knows the provider, for example `registry.terraform.io/hashicorp/null`
 */
export async function serveNullProvider(address: string): Promise<ServedProvider> {
  const server = nullProvider();
  const { place, remove } = await listen(server);
  const entry = {
    Protocol: "grpc",
    ProtocolVersion: 5,
    Pid: process.pid,
    // Terraform is not to end this process when it is done.
    Test: true,
    Addr: { Network: place.network, String: place.text },
  };
  return {
    reattach: JSON.stringify({ [address]: entry }),
    [Symbol.asyncDispose]: async () => {
      server.forceShutdown();
      remove();
    },
  };
}

interface Place {
  readonly network: "unix" | "tcp";
  readonly text: string;
}

const bind = (server: Server, address: string) =>
  new Promise<number>((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) =>
      error === null ? resolve(port) : reject(error),
    );
  });

/** Windows has no Unix sockets in Node; everywhere else a socket in a folder of our own lets nobody else in. */
async function listen(server: Server): Promise<{ readonly place: Place; readonly remove: () => void }> {
  if (process.platform === "win32") {
    const port = await bind(server, "127.0.0.1:0");
    return { place: { network: "tcp", text: `127.0.0.1:${port}` }, remove: () => {} };
  }
  const folder = mkdtempSync(path.join(socketPlace(), "null-"));
  const socket = path.join(folder, "plugin");
  await bind(server, `unix:${socket}`);
  return {
    place: { network: "unix", text: socket },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
