import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { InterfaceSweep } from "../../modules/bootstrap/interface-sweep.ts";
import type { ControlPlane } from "../../modules/control-plane/control-plane.ts";
import type { Network } from "../../modules/network/network.ts";
import type { ClusterContext } from "./context.ts";

/** What removes left-over network interfaces, between nodes and subnets; nodes have to wait for it. */
export function addInterfaceSweep(
  stack: Construct,
  { region }: ClusterContext,
  cluster: ControlPlane,
  network: Network,
): readonly ITerraformDependable[] {
  return new InterfaceSweep(stack, "compute_interfaces", {
    cluster: {
      cluster_name: cluster.name,
      cluster_arn: cluster.arn,
      region,
      endpoint: cluster.endpoint,
      certificate_authority: cluster.certificateAuthority,
    },
    vpcId: network.vpc.id,
  }).done;
}
