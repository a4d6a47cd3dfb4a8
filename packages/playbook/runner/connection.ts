import type { ClusterValues, Requirement } from "../ir.ts";
import { openProxy } from "./connection-proxy.ts";
import { openSession } from "./connection-ssm.ts";
import type { ConnectionOptions, Target } from "./connection-target.ts";
import { ContractError } from "./failure.ts";
import { setDetour } from "./http.ts";

/**
 * How this machine reaches a private endpoint, by EKS_BOOTSTRAP_CONNECTION: through an instance by Session Manager, through
 * an HTTP proxy, or by a local port that somebody has already forwarded.
 */
export type Way =
  | { readonly kind: "ssm"; readonly target: string }
  | { readonly kind: "proxy"; readonly proxy: URL }
  | { readonly kind: "port"; readonly port: number };

const VARIABLE = "EKS_BOOTSTRAP_CONNECTION";
const FORMS = "ssm:i-0123456789abcdef0, proxy:http://host:3128 or port:8443";

/** @throws ContractError */
export function readWay(environment: NodeJS.ProcessEnv): Way | undefined {
  const text = environment[VARIABLE];
  if (text === undefined || text === "") return undefined;
  const [, kind, rest = ""] = /^(ssm|proxy|port):(.+)$/s.exec(text) ?? [];
  if (kind === "ssm" && /^(?:i-[0-9a-f]{8,17}|mi-[0-9a-f]{17}|ecs:[\w-]+)$/.test(rest))
    return { kind, target: rest };
  if (kind === "port" && /^\d{1,5}$/.test(rest) && Number(rest) >= 1 && Number(rest) <= 65_535)
    return { kind, port: Number(rest) };
  if (kind === "proxy" && URL.canParse(rest) && /^https?:$/.test(new URL(rest).protocol))
    return { kind, proxy: new URL(rest) };
  // Not the text itself: a proxy's address may hold a password.
  throw new ContractError(`${VARIABLE} is not understood; it is one of ${FORMS}`);
}

/** Programs that a way needs. @throws ContractError */
export function connectionRequirements(environment: NodeJS.ProcessEnv): readonly Requirement[] {
  if (readWay(environment)?.kind !== "ssm") return [];
  return ["aws", "session-manager-plugin"].map((tool) => ({ tool, neededBy: [VARIABLE] }));
}

/**
 * Sends everything that this process asks of the cluster's endpoint along the way that people chose. It is opened when the
 * first request comes, and ends with the process.
 * @throws ContractError when the way is not understood
 */
export function useConnection(
  cluster: ClusterValues,
  options: ConnectionOptions,
  environment = process.env,
): void {
  const way = readWay(environment);
  if (way === undefined || !URL.canParse(cluster.endpoint)) return;
  const { hostname, port, origin } = new URL(cluster.endpoint);
  const target = { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 443) };
  let opened: Promise<number> | undefined;
  setDetour(origin, () => {
    opened ??= open(way, target, cluster.region, options);
    return opened;
  });
}

function open(way: Way, target: Target, region: string, options: ConnectionOptions): Promise<number> {
  switch (way.kind) {
    case "ssm":
      return openSession(way.target, target, region, options);
    case "proxy":
      return openProxy(way.proxy, target, options.mask);
    case "port":
      return Promise.resolve(way.port);
  }
}
