import type { RemoteNetworkConfigRequest } from "../../../models/types/eks.d.ts";
import { isPrivate, overlap, parseBlock } from "../cidr.ts";
import { invalidParameter } from "../errors.ts";

/** Hybrid nodes' networks: private, apart from each other, from the VPC and from the services. */
export function requireRemoteNetworks(config: RemoteNetworkConfigRequest, others: readonly string[]): void {
  const nodes = (config.remoteNodeNetworks ?? []).flatMap((network) => network.cidrs ?? []);
  const pods = (config.remotePodNetworks ?? []).flatMap((network) => network.cidrs ?? []);
  if (pods.length > 0 && nodes.length === 0)
    throw invalidParameter("remotePodNetworks can't be given without remoteNodeNetworks");
  if (nodes.length > 15 || pods.length > 15)
    throw invalidParameter("You can specify 15 remote networks at most");
  const seen = [...others];
  for (const cidr of [...nodes, ...pods]) {
    const block = parseBlock(cidr);
    if (block === undefined)
      throw invalidParameter(`The remote network CIDR ${cidr} is not a valid IPv4 block`);
    if (!isPrivate(block))
      throw invalidParameter(
        `The remote network CIDR ${cidr} must be within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16`,
      );
    const clash = seen.find((other) => overlap(parseBlock(other) ?? block, block));
    if (clash !== undefined) throw invalidParameter(`The remote network CIDR ${cidr} overlaps with ${clash}`);
    seen.push(cidr);
  }
}
