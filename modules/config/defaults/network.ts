import type { CompletedConfig } from "../completed.ts";
import type { ClusterConfig } from "../schema/cluster-config.ts";
import { orElse, type Situation } from "./situation.ts";

type Vpc = CompletedConfig["vpc"];

export const DEFAULT_VPC_CIDR = "192.168.0.0/16";

function endpoints(
  given: ClusterConfig["vpc"],
  { defaults, onOutpost, fullyPrivate }: Situation,
): Vpc["clusterEndpoints"] {
  const onlyPrivate = onOutpost || fullyPrivate;
  return {
    publicAccess: given?.clusterEndpoints?.publicAccess ?? (!onlyPrivate && defaults.publicEndpoint),
    privateAccess: given?.clusterEndpoints?.privateAccess ?? (onlyPrivate || defaults.privateEndpoint),
  };
}

function natGateway(given: ClusterConfig, { defaults, ipv6 }: Situation): string {
  const single = ipv6 || (given.localZones ?? []).length > 0;
  return orElse(given.vpc?.nat?.gateway, single ? "Single" : defaults.nat);
}

export function completeVpc(given: ClusterConfig, situation: Situation): Vpc {
  return {
    ...given.vpc,
    ...(given.vpc === undefined && { autoAllocateIPv6: false }),
    cidr: orElse(given.vpc?.cidr, DEFAULT_VPC_CIDR),
    nat: { gateway: natGateway(given, situation) },
    clusterEndpoints: endpoints(given.vpc, situation),
    manageSharedNodeSecurityGroupRules: given.vpc?.manageSharedNodeSecurityGroupRules ?? true,
  };
}
