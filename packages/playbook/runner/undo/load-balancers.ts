import type { ClusterValues } from "../../ir.ts";
import { callJson } from "../aws/call.ts";
import type { Mask } from "../output/mask.ts";

const TAGGING = { name: "tagging", signingName: "tagging", target: "ResourceGroupsTaggingAPI_20170126" };

/** How controllers mark what they make: the AWS Load Balancer Controller, and the one in Kubernetes itself. */
const marks = (cluster: string) => [
  { Key: "elbv2.k8s.aws/cluster", Values: [cluster] },
  { Key: `kubernetes.io/cluster/${cluster}`, Values: ["owned"] },
];

/** ARNs of the load balancers that controllers of a cluster have made; none if they can't be had, for it is only for a message. */
export async function loadBalancersOf({
  cluster,
  mask,
  signal,
}: {
  readonly cluster: ClusterValues;
  readonly mask: Mask;
  readonly signal: AbortSignal;
}): Promise<readonly string[]> {
  try {
    const found = new Set<string>();
    for (const mark of marks(cluster.cluster_name)) {
      const input = { TagFilters: [mark] };
      const answer = (await callJson(TAGGING, cluster.region, "GetResources", input, mask, signal)) as {
        readonly ResourceTagMappingList?: readonly { readonly ResourceARN: string }[];
      };
      for (const { ResourceARN } of answer.ResourceTagMappingList ?? [])
        if (ResourceARN.includes(":elasticloadbalancing:")) found.add(ResourceARN);
    }
    return [...found].sort();
  } catch {
    signal.throwIfAborted();
    return [];
  }
}
