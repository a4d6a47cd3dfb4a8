import { requirePublicCidrs } from "../cidr.ts";
import { invalidParameter } from "../errors.ts";
import type { Cluster } from "../state.ts";
import {
  createInterfaces,
  deleteInterfaces,
  describeSubnets,
  requireControlPlaneSubnets,
  requireSecurityGroups,
} from "./network.ts";
import type { Planned, UpdateCall } from "./planned-update.ts";

export function endpointAccess({ input }: UpdateCall, cluster: Cluster): Planned | undefined {
  const asked = input.resourcesVpcConfig;
  const named = [asked?.endpointPublicAccess, asked?.endpointPrivateAccess, asked?.publicAccessCidrs].some(
    (value) => value !== undefined,
  );
  if (asked === undefined || !named) return undefined;
  const before = cluster.resourcesVpcConfig;
  const endpointPublicAccess = asked.endpointPublicAccess ?? before.endpointPublicAccess;
  const endpointPrivateAccess = asked.endpointPrivateAccess ?? before.endpointPrivateAccess;
  if (!endpointPublicAccess && !endpointPrivateAccess)
    throw invalidParameter("Private and public endpoint access cannot be false", {
      clusterName: cluster.name,
    });
  requirePublicCidrs(asked.publicAccessCidrs ?? []);
  const previous = before.publicAccessCidrs.length > 0 ? before.publicAccessCidrs : ["0.0.0.0/0"];
  const publicAccessCidrs = endpointPublicAccess ? (asked.publicAccessCidrs ?? previous) : [];
  const same =
    endpointPublicAccess === before.endpointPublicAccess &&
    endpointPrivateAccess === before.endpointPrivateAccess &&
    [...publicAccessCidrs].sort().join() === [...before.publicAccessCidrs].sort().join();
  if (same)
    throw invalidParameter(
      "Cluster is already at the desired configuration with endpointPrivateAccess, endpointPublicAccess and publicAccessCidrs",
      { clusterName: cluster.name },
    );
  return {
    type: "EndpointAccessUpdate",
    params: {
      EndpointPublicAccess: endpointPublicAccess,
      EndpointPrivateAccess: endpointPrivateAccess,
      PublicAccessCidrs: publicAccessCidrs,
    },
    change: {
      resourcesVpcConfig: { ...before, endpointPublicAccess, endpointPrivateAccess, publicAccessCidrs },
    },
  };
}

export function subnetsAndGroups(call: UpdateCall, cluster: Cluster): Planned | undefined {
  const { subnetIds, securityGroupIds } = call.input.resourcesVpcConfig ?? {};
  if (subnetIds === undefined && securityGroupIds === undefined) return undefined;
  const before = cluster.resourcesVpcConfig;
  const after = {
    ...before,
    subnetIds: subnetIds ?? before.subnetIds,
    securityGroupIds: securityGroupIds ?? before.securityGroupIds,
  };
  if (subnetIds !== undefined) {
    const vpcId = requireControlPlaneSubnets(call, cluster.name, subnetIds);
    if (vpcId !== before.vpcId)
      throw invalidParameter("Subnets specified must belong to the cluster's VPC", {
        clusterName: cluster.name,
      });
    const zones = (ids: readonly string[]) =>
      [...new Set(describeSubnets(call, ids).map((subnet) => subnet.zone))].sort().join();
    if (zones(subnetIds) !== zones(before.subnetIds)) {
      throw invalidParameter(
        "Provided subnets must be in the same set of AZs as the cluster's existing subnets",
        { clusterName: cluster.name },
      );
    }
  }
  if (securityGroupIds !== undefined)
    requireSecurityGroups(call, cluster.name, securityGroupIds, before.vpcId);
  const groups = [
    ...(before.clusterSecurityGroupId === undefined ? [] : [before.clusterSecurityGroupId]),
    ...after.securityGroupIds,
  ];
  const networkInterfaceIds = createInterfaces(call, cluster.name, after.subnetIds, groups);
  deleteInterfaces(call, cluster.networkInterfaceIds);
  return {
    type: "VpcConfigUpdate",
    params: { Subnets: subnetIds, SecurityGroups: securityGroupIds },
    change: { resourcesVpcConfig: after, networkInterfaceIds },
  };
}
