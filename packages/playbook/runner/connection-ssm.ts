import net from "node:net";
import type { ConnectionOptions, Target } from "./connection-target.ts";
import { messageOf, TaskFailure } from "./failure.ts";
import { sleep } from "./http.ts";
import { childEnvironment } from "./process/environment.ts";

const DOCUMENT = "AWS-StartPortForwardingSessionToRemoteHost";
const SECONDS = 60;

/** A port of this machine that nobody listens on at this moment. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** Whether somebody listens on a port of this machine. */
function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    const answer = (is: boolean) => (): void => {
      socket.destroy();
      resolve(is);
    };
    socket.once("connect", answer(true)).once("error", answer(false));
  });
}

/**
 * Forwards a local port through an instance, by the AWS CLI and its session-manager-plugin. The session ends with the
 * children of this process.
 *
 * @returns the port
 * @throws TaskFailure with what the CLI said
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-sessions-start.html
 */
export async function openSession(
  instance: string,
  { host, port }: Target,
  region: string,
  { children, signal }: ConnectionOptions,
): Promise<number> {
  const local = await freePort();
  const parameters = { host: [host], portNumber: [String(port)], localPortNumber: [String(local)] };
  const words = [
    ...["ssm", "start-session", "--region", region, "--target", instance],
    ...["--document-name", DOCUMENT, "--parameters", JSON.stringify(parameters)],
  ];
  let ended: string | undefined;
  children.run("aws", words, { env: childEnvironment(process.env), signal }).then(
    ({ rc, stdout, stderr }) => {
      ended = `exit code ${rc}: ${(stderr.trim() || stdout.trim()).slice(-500)}`;
    },
    (error: unknown) => {
      ended = messageOf(error);
    },
  );
  for (let waited = 0; waited < SECONDS * 1000; waited += 100) {
    if (ended !== undefined)
      throw new TaskFailure(`the session through ${instance} to ${host}:${port} has ended, ${ended}`);
    if (await listens(local)) return local;
    await sleep(100, signal);
  }
  throw new TaskFailure(`the session through ${instance} to ${host}:${port} did not come up in ${SECONDS} s`);
}
