import type { ClusterValues } from "../../ir.ts";
import { credentials, signRequest } from "../aws/signing.ts";
import { request } from "../http.ts";
import type { Mask } from "../output/mask.ts";

/** Tag of everything that a stack makes. */
const OWNER_TAG = "eksplan.dev/cluster";

interface Client {
  readonly cluster: ClusterValues;
  readonly mask: Mask;
  readonly signal: AbortSignal;
}

/** What EKS answers below `/clusters/<name>`; undefined where it refuses or cannot be reached: then its own refusal has to do. */
async function ask<Answer>({ cluster, mask, signal }: Client, path: string): Promise<Answer | undefined> {
  try {
    const service = { name: "eks", signingName: "eks", region: cluster.region };
    const whole = `/clusters/${encodeURIComponent(cluster.cluster_name)}${path}`;
    const wanted = { method: "GET", path: whole, headers: {}, body: "" };
    const { url, headers } = await signRequest(service, await credentials(mask), wanted);
    const response = await request({ method: "GET", url, headers, timeout: 30_000, signal });
    return response.status === 200 ? (JSON.parse(response.body.toString("utf8")) as Answer) : undefined;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

interface Tagged {
  readonly tags?: Readonly<Record<string, string>>;
}

const isForeign = (found: Tagged | undefined): boolean =>
  found !== undefined && found.tags?.[OWNER_TAG] === undefined;

/**
 * Node groups and Fargate profiles that no stack of eksplan's has made, for example `node group manual`. EKS deletes no
 * cluster that has any, and says so only when everything else is gone.
 */
export async function foreignCompute(client: Client): Promise<readonly string[]> {
  const { nodegroups = [] } = (await ask<{ nodegroups?: readonly string[] }>(client, "/node-groups")) ?? {};
  const { fargateProfileNames = [] } =
    (await ask<{ fargateProfileNames?: readonly string[] }>(client, "/fargate-profiles")) ?? {};
  const found: string[] = [];
  for (const name of nodegroups) {
    const path = `/node-groups/${encodeURIComponent(name)}`;
    if (isForeign((await ask<{ nodegroup?: Tagged }>(client, path))?.nodegroup))
      found.push(`node group ${name}`);
  }
  for (const name of fargateProfileNames) {
    const path = `/fargate-profiles/${encodeURIComponent(name)}`;
    if (isForeign((await ask<{ fargateProfile?: Tagged }>(client, path))?.fargateProfile))
      found.push(`Fargate profile ${name}`);
  }
  return found;
}
