import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets";
import { type Precondition, Token } from "cdktf";
import { Construct } from "constructs";
import type { NetworkSubnet } from "../network/network.ts";
import type { ExistingCluster } from "../terraform/existing-cluster.ts";

export interface ControlPlaneZonesProps {
  readonly clusterName: string;
  readonly existing: ExistingCluster;
  /** Subnets that a new control plane would get. */
  readonly subnets: readonly Required<NetworkSubnet>[];
}

/**
 * Keeps a control plane in the zones that it was made in. EKS takes other subnets of a cluster only if they are in
 * exactly the same zones; so those of zones that came later are left out, and a zone that it lives in cannot go.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
export class ControlPlaneZones extends Construct {
  /** Ids of the subnets, as one expression. */
  readonly subnetIds: readonly string[];
  /** For the cluster's lifecycle. */
  readonly keepsZones: Precondition;

  constructor(scope: Construct, id: string, { clusterName, existing, subnets }: ControlPlaneZonesProps) {
    super(scope, id);
    // By a filter: a subnet that is gone is no error here.
    const ids = new DataAwsSubnets(this, "ids", {
      filter: [{ name: "subnet-id", values: Token.asList("${each.value.vpc_config[0].subnet_ids}") }],
    });
    ids.addOverride("for_each", `\${${existing.byName}}`);
    const subnet = new DataAwsSubnet(this, "subnet", { id: "${each.key}" });
    subnet.addOverride("for_each", `\${toset(flatten(values(${ids.fqn})[*].ids))}`);
    // Each zone by both its names: a file may write either.
    const zones = `flatten([for one in values(${subnet.fqn}) : [one.availability_zone, one.availability_zone_id]])`;
    const planned = JSON.stringify(subnets.map(({ written }) => written.name ?? written.id));
    // No braces: within them cdktf loses count of its own.
    const all = `[${subnets.map((one) => one.id).join(", ")}]`;
    this.subnetIds = Token.asList(
      `\${[for index, id in ${all} : id if length(${zones}) == 0 || contains(${zones}, ${planned}[index])]}`,
    );
    const lost = `[for one in values(${subnet.fqn}) : one.availability_zone if !contains(${planned}, one.availability_zone) && !contains(${planned}, one.availability_zone_id)]`;
    this.keepsZones = {
      condition: `\${length(${lost}) == 0}`,
      errorMessage: `The control plane of cluster ${clusterName} lives in \${join(", ", distinct(${lost}))}, which its file no longer names. EKS keeps a control plane in the zones that it was made in: leave them in availabilityZones, and keep nodes out with availabilityZones of their groups. For a control plane in other zones make a new cluster with a name of its own.`,
    };
  }
}
