import WebSocket from "ws";
import { TaskFailure } from "../failure.ts";
import { detourOf, detourOptions } from "../http.ts";
import type { KubernetesClient } from "../kubernetes/client.ts";
import { connectionSpec } from "./kubernetes-arguments.ts";
import type { Module, ModuleContext } from "./module.ts";
import { splitWords } from "./words.ts";

interface Output {
  stdout: string;
  stderr: string;
  /** The status object that ends the stream. */
  end: string;
}

const CHANNELS: Readonly<Record<number, keyof Output>> = { 1: "stdout", 2: "stderr", 3: "end" };

/** Runs a command in a container through the API's websocket. */
async function execute(client: KubernetesClient, path: string, { signal }: ModuleContext): Promise<Output> {
  const headers = await client.connection.headers();
  const { ca, cert, key, rejectUnauthorized } = client.connection.tls;
  const tls = Object.fromEntries(
    Object.entries({ ca, cert, key, rejectUnauthorized }).filter(([, value]) => value !== undefined),
  );
  const { server } = client.connection;
  const port = await detourOf(server)?.();
  const { headers: ownHeaders, ...detour } = port === undefined ? {} : detourOptions(new URL(server), port);
  const origin = port === undefined ? server : `https://127.0.0.1:${port}`;
  const url = `${origin.replace(/^http/, "ws")}${path}`;
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder(), end: new TextDecoder() };
  const output: Output = { stdout: "", stderr: "", end: "" };
  await new Promise<void>((resolve, reject) => {
    const socket = new WebSocket(url, ["v5.channel.k8s.io", "v4.channel.k8s.io"], {
      headers: { ...ownHeaders, ...headers },
      handshakeTimeout: 30_000,
      ...tls,
      ...detour,
    });
    const abort = (): void => socket.terminate();
    signal.addEventListener("abort", abort, { once: true });
    socket.on("message", (data: Buffer) => {
      const channel = CHANNELS[data[0] ?? 0];
      if (channel !== undefined)
        output[channel] += decoders[channel].decode(data.subarray(1), { stream: true });
    });
    socket.on("unexpected-response", (_, response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => {
        body += chunk.toString("utf8");
      });
      response.on("end", () =>
        reject(
          new TaskFailure(`Failed to execute on pod: ${response.statusCode ?? 0}: ${messageIn(body)}`, {
            status: response.statusCode,
          }),
        ),
      );
    });
    socket.on("error", (error) =>
      reject(
        signal.aborted
          ? (signal.reason as Error)
          : new TaskFailure(`Failed to execute on pod: ${error.message}`),
      ),
    );
    socket.on("close", () => {
      signal.removeEventListener("abort", abort);
      if (signal.aborted) reject(signal.reason as Error);
      else resolve();
    });
  });
  return output;
}

function messageIn(body: string): string {
  try {
    return (JSON.parse(body) as { readonly message?: string }).message ?? body;
  } catch {
    return body;
  }
}

/** The exit code in the status that ends the stream. */
function exitCode(end: string): number {
  if (end === "") return 0;
  const status = JSON.parse(end) as {
    readonly status?: string;
    readonly message?: string;
    readonly details?: {
      readonly causes?: readonly { readonly reason?: string; readonly message?: string }[];
    };
  };
  if (status.status === "Success") return 0;
  const code = status.details?.causes?.find((cause) => cause.reason === "ExitCode")?.message;
  if (code === undefined) throw new TaskFailure(`Failed to execute on pod: ${status.message ?? end}`);
  return Number(code);
}

const trimmed = (text: string): string => text.replace(/\r?\n$/, "");
const lines = (text: string): readonly string[] =>
  text === "" ? [] : text.replace(/\n$/, "").split(/\r?\n/);

export const k8sExec: Module = {
  spec: {
    ...connectionSpec,
    namespace: { required: true },
    pod: { required: true },
    container: {},
    command: { required: true },
  },
  supportsCheck: false,
  run: async (args, context) => {
    const client = await context.kubernetes(args);
    const query = new URLSearchParams({ stdout: "true", stderr: "true", stdin: "false", tty: "false" });
    if (args.has("container")) query.set("container", args.text("container"));
    for (const word of splitWords(args.text("command"))) query.append("command", word);
    const [namespace, pod] = [args.text("namespace"), args.text("pod")].map(encodeURIComponent);
    const output = await execute(
      client,
      `/api/v1/namespaces/${namespace}/pods/${pod}/exec?${query.toString()}`,
      context,
    );
    const rc = exitCode(output.end);
    return {
      changed: true,
      rc,
      return_code: rc,
      stdout: trimmed(output.stdout),
      stderr: trimmed(output.stderr),
      stdout_lines: lines(output.stdout),
      stderr_lines: lines(output.stderr),
      ...(rc === 0 ? {} : { failed: true, msg: "non-zero return code" }),
    };
  },
};
