import { lookup } from "node:dns/promises";
import type { ClusterValues } from "../../ir.ts";
import { credentials, signRequest } from "../aws/signing.ts";
import { request } from "../http.ts";
import type { Mask } from "../output/mask.ts";

/** Whether the name of the endpoint is known not to exist. A resolver that can't be reached proves nothing. */
async function isNameGone(endpoint: string): Promise<boolean> {
  try {
    await lookup(new URL(endpoint).hostname);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOTFOUND";
  }
}

/** @returns why the cluster is certain to be gone; undefined if that can't be proven */
export async function isClusterGone(
  cluster: ClusterValues,
  mask: Mask,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const keys = await credentials(mask);
    const path = `/clusters/${encodeURIComponent(cluster.cluster_name)}`;
    const signed = await signRequest({ name: "eks", signingName: "eks", region: cluster.region }, keys, {
      method: "GET",
      path,
      headers: {},
      body: "",
    });
    const response = await request({
      method: "GET",
      url: signed.url,
      headers: signed.headers,
      timeout: 30_000,
      signal,
    });
    if (response.status === 404) return `EKS knows no cluster ${cluster.cluster_name}`;
    if (response.status === 200) {
      const { cluster: found } = JSON.parse(response.body.toString("utf8")) as {
        readonly cluster?: { readonly endpoint?: string; readonly status?: string };
      };
      // A cluster of the same name that was made anew is not the one that this was applied to.
      if (found?.endpoint !== undefined && found.endpoint !== cluster.endpoint)
        return `the cluster ${cluster.cluster_name} has been replaced`;
      if (found?.status === "FAILED") return `the cluster ${cluster.cluster_name} has failed`;
      if (found?.status === "DELETING") return `the cluster ${cluster.cluster_name} is being deleted`;
    }
    return undefined;
  } catch {
    signal.throwIfAborted();
  }
  return (await isNameGone(cluster.endpoint))
    ? `the endpoint ${cluster.endpoint} no longer exists`
    : undefined;
}
