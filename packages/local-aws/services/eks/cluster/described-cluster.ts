import type { Context } from "../../../core/call.ts";
import type * as Api from "../../../models/types/eks.d.ts";
import type { Cluster } from "../state.ts";

/** A cluster as the API shows it: without endpoint, authority and issuer until it is ACTIVE. */
export function describedCluster({ region }: Context, cluster: Cluster): Api.Cluster {
  const made = cluster.status !== "CREATING" && cluster.listening !== undefined;
  if (!made) return { ...cluster, certificateAuthority: {} };
  return {
    ...cluster,
    endpoint: cluster.listening.endpoint,
    certificateAuthority: { data: cluster.listening.certificateAuthorityData },
    ...(cluster.outpostConfig === undefined && {
      identity: { oidc: { issuer: `https://oidc.eks.${region}.amazonaws.com/id/${cluster.oidcId}` } },
    }),
  };
}
