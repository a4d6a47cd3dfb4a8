import { CreatedVpc } from "../../modules/network/created-vpc.ts";
import { ExistingVpc } from "../../modules/network/existing-vpc.ts";
import type { Network } from "../../modules/network/network.ts";
import { logKeyArn } from "./encryption-key.ts";
import type { Keyed } from "./parts.ts";

/** The VPC: made for the cluster, or somebody else's. */
export function addNetwork({ stack, spec, key }: Keyed): Network {
  const { network, name, encryptLogs } = spec;
  if (network.kind === "existing") {
    const { vpcId, publicSubnets, privateSubnets } = network;
    return new ExistingVpc(stack, "network", { vpcId, publicSubnets, privateSubnets });
  }
  const { kind: _, flowLogs, ...vpc } = network;
  return new CreatedVpc(stack, "network", {
    ...vpc,
    name,
    flowLogs: flowLogs && { ...flowLogs, kmsKeyArn: logKeyArn(key, encryptLogs) },
  });
}
