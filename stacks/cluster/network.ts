import type { Construct } from "constructs";
import { zonesWithoutControlPlane } from "../../modules/aws/zones.ts";
import { FlowLogs } from "../../modules/network/flow-logs.ts";
import { Network } from "../../modules/network/network.ts";
import { planSubnets } from "../../modules/network/subnet-plan.ts";
import { ZoneCheck } from "../../modules/network/zone-check.ts";
import type { ClusterContext } from "./context.ts";

/** VPC, subnets, routes and NAT, with flow logs where the profile asks for them. */
export function addNetwork(
  stack: Construct,
  context: ClusterContext,
  logKeyArn: string | undefined,
): Network {
  const { spec, name } = context;
  const { zones } = spec.eksplan;
  const blocks = planSubnets(spec.vpc.cidr, zones.length);
  const network = new Network(stack, "network", {
    cidr: spec.vpc.cidr,
    zones,
    blocks: spec.eksplan.dedicatedControlPlaneSubnets ? blocks : { ...blocks, controlPlane: [] },
    nat: spec.vpc.nat.gateway,
    // Nodes in public subnets reach nothing, not even the control plane's public endpoint, without a public address.
    mapPublicIp:
      spec.eksplan.publicSubnetsMapPublicIp ||
      spec.managedNodeGroups.some(({ privateNetworking }) => !privateNetworking),
    closeDefaultSecurityGroup: spec.eksplan.closeDefaultSecurityGroup,
  });
  const names = zones.flatMap((zone) => zone.name ?? []);
  const refused = zonesWithoutControlPlane(context.region);
  if (names.length > 0 && refused.length > 0) new ZoneCheck(network, "zones", { names, refused });
  if (spec.eksplan.flowLogs) {
    new FlowLogs(network, "flow_logs", {
      vpc: network.vpc,
      logGroupName: `/aws/vpc/${name}/flow-logs`,
      roleName: context.roleName("flow-logs"),
      retentionInDays: spec.eksplan.logRetentionInDays,
      ...(logKeyArn !== undefined && { kmsKeyArn: logKeyArn }),
    });
  }
  return network;
}
