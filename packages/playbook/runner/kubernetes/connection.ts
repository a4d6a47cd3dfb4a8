import type https from "node:https";
import type { ClusterValues } from "../../ir.ts";
import { credentials, eksToken } from "../aws/signing.ts";
import { TaskFailure } from "../failure.ts";
import type { Arguments } from "../modules/arguments.ts";
import type { Mask } from "../output/mask.ts";

/** Where the API is and how to be let in. */
export interface Connection {
  /** `https://…`, no trailing slash. */
  readonly server: string;
  readonly tls: https.RequestOptions;
  /** Asked for before every request; knows when a token must be made anew. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
}

/** EKS takes a token for 15 minutes; it is made anew well before. */
const TOKEN_MINUTES = 10;

/** The cluster of the playbook, by a token made here. `KUBE_TOKEN` stands above it. */
export function clusterConnection(cluster: ClusterValues, mask: Mask): Connection {
  let token = process.env["KUBE_TOKEN"];
  let madeAt = token === undefined ? 0 : Number.POSITIVE_INFINITY;
  if (token !== undefined) mask.add(token);
  return {
    server: cluster.endpoint.replace(/\/$/, ""),
    tls: { ca: Buffer.from(cluster.certificate_authority, "base64") },
    headers: async () => {
      if (token === undefined || Date.now() - madeAt > TOKEN_MINUTES * 60_000) {
        token = await eksToken(cluster.cluster_name, cluster.region, await credentials(mask));
        madeAt = Date.now();
        mask.add(token);
      }
      return { authorization: `Bearer ${token}` };
    },
  };
}

/** Whether the arguments of a task name a cluster other than the playbook's. */
export const namesCluster = (args: Arguments): boolean =>
  ["kubeconfig", "host", "api_key", "context"].some((name) => args.has(name));

/**
 * The cluster that the arguments name, by the official client's reading of kubeconfig files: client certificates,
 * exec plugins, tokens, proxies. It is loaded only when it is needed.
 */
export async function argumentConnection(args: Arguments, mask: Mask): Promise<Connection> {
  const { KubeConfig } = await import("@kubernetes/client-node/dist/config.js");
  const config = new KubeConfig();
  const file = args.get("kubeconfig");
  if (typeof file === "object") config.loadFromString(JSON.stringify(file));
  else if (typeof file === "string") {
    try {
      config.loadFromFile(file);
    } catch (error) {
      throw new TaskFailure(
        `can't read the kubeconfig ${file}: ${(error as Error).message}`,
        {},
        { cause: error },
      );
    }
  } else {
    config.loadFromClusterAndUser(
      {
        name: "argument",
        server: args.text("host"),
        skipTLSVerify: args.has("validate_certs") && !args.flag("validate_certs"),
      },
      { name: "argument" },
    );
  }
  if (args.has("context")) config.setCurrentContext(args.text("context"));
  const server = args.optionalText("host") ?? config.getCurrentCluster()?.server;
  if (server === undefined || server === "")
    throw new TaskFailure("the kubeconfig has no current context; name one by `context`");
  if (args.has("api_key")) mask.add(args.text("api_key"));
  const tls: https.RequestOptions = {};
  await config.applyToHTTPSOptions(tls);
  return {
    server: server.replace(/\/$/, ""),
    tls: {
      ...tls,
      ...(args.has("validate_certs") ? { rejectUnauthorized: args.flag("validate_certs") } : {}),
    },
    headers: async () => {
      if (args.has("api_key")) return { authorization: `Bearer ${args.text("api_key")}` };
      const fresh: https.RequestOptions = {};
      await config.applyToHTTPSOptions(fresh);
      const headers = Object.fromEntries(
        Object.entries(fresh.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
      );
      if (headers["authorization"] !== undefined) mask.add(headers["authorization"].replace(/^\w+ /, ""));
      return headers;
    },
  };
}
