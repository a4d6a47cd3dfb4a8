import http from "node:http";
import https from "node:https";
import net from "node:net";
import type { Target } from "./connection-target.ts";
import { messageOf, TaskFailure } from "./failure.ts";
import type { Mask } from "./output/mask.ts";

const SECONDS = 30;

/** A tunnel through an HTTP proxy. @throws TaskFailure when the proxy is out of reach or says no */
function tunnel(proxy: URL, { host, port }: Target): Promise<net.Socket> {
  const authority = `${net.isIPv6(host) ? `[${host}]` : host}:${port}`;
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  const refuse = (why: string): TaskFailure =>
    new TaskFailure(`the proxy ${proxy.host} does not lead to ${authority}: ${why}`);
  return new Promise((resolve, reject) => {
    const request = (proxy.protocol === "https:" ? https : http).request({
      host: proxy.hostname,
      port: proxy.port || (proxy.protocol === "https:" ? 443 : 80),
      method: "CONNECT",
      path: authority,
      agent: false,
      timeout: SECONDS * 1000,
      headers: {
        host: authority,
        ...(proxy.username === ""
          ? {}
          : { "proxy-authorization": `Basic ${Buffer.from(credentials).toString("base64")}` }),
      },
    });
    request.once("connect", (response, socket) => {
      if (response.statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(refuse(`it answers ${response.statusCode} ${response.statusMessage ?? ""}`.trim()));
    });
    // A server that knows nothing of CONNECT answers as to any request.
    request.once("response", (response) => {
      request.destroy();
      reject(refuse(`it answers ${response.statusCode} and is no proxy`));
    });
    request.once("timeout", () => request.destroy(new Error(`no answer within ${SECONDS} s`)));
    request.once("error", (error) => reject(refuse(messageOf(error))));
    request.end();
  });
}

/**
 * Listens on a local port whose connections all go through a proxy, so that Helm, which is another program, gets there
 * the same way.
 * @returns the port
 * @throws TaskFailure when the proxy is out of reach or says no
 */
export async function openProxy(proxy: URL, target: Target, mask: Mask): Promise<number> {
  if (proxy.password !== "") mask.add(decodeURIComponent(proxy.password));
  // Once at the beginning, where what it says still reaches the user.
  (await tunnel(proxy, target)).destroy();
  const server = net.createServer((near) => {
    near.on("error", () => near.destroy());
    tunnel(proxy, target).then(
      (far) => {
        far.on("error", () => near.destroy());
        near.on("close", () => far.destroy());
        far.on("close", () => near.destroy());
        near.pipe(far).pipe(near);
      },
      () => near.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  server.unref();
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
