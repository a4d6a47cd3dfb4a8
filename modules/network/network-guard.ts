import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets";
import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import type { Precondition } from "cdktf";
import { Construct } from "constructs";
import { formatCidr, parseCidr } from "../aws/cidr.ts";
import type { WrittenZone } from "../aws/zones.ts";
import type { SubnetCut } from "../spec/network.ts";
import { existingCluster } from "../terraform/existing-cluster.ts";

/** A subnet as it is to be. */
export interface PlannedSubnet {
  /** Its `Name` tag, by which the one that exists is found. */
  readonly name: string;
  /** IPv4 block in CIDR notation. */
  readonly block: string;
  readonly zone: WrittenZone;
}

export interface NetworkGuardProps {
  readonly clusterName: string;
  /** IPv4 block of the VPC. @default - not compared: it comes from a pool */
  readonly cidr: string | undefined;
  readonly cut: SubnetCut;
  readonly subnets: readonly PlannedSubnet[];
}

/**
 * Compares at plan the VPC of a living cluster with the one that is planned. AWS cannot change the block of a VPC or of a
 * subnet, nor a subnet's zone: Terraform would build a second network, to which EKS cannot move the cluster.
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateClusterConfig.html
 */
export class NetworkGuard extends Construct {
  /** For the VPC's lifecycle. */
  readonly preconditions: readonly Precondition[];

  constructor(scope: Construct, id: string, props: NetworkGuardProps) {
    super(scope, id);
    const { clusterName, cidr, subnets } = props;
    const { byName } = existingCluster(this, clusterName);
    const eachVpc = "${each.value.vpc_config[0].vpc_id}";
    const vpc = new DataAwsVpc(this, "vpc", { id: eachVpc });
    vpc.addOverride("for_each", `\${${byName}}`);
    const ids = new DataAwsSubnets(this, "subnets", {
      filter: [
        { name: "vpc-id", values: [eachVpc] },
        { name: "tag:Name", values: subnets.map(({ name }) => name) },
      ],
    });
    ids.addOverride("for_each", `\${${byName}}`);
    const subnet = new DataAwsSubnet(this, "subnet", { id: "${each.key}" });
    subnet.addOverride("for_each", `\${toset(flatten(values(${ids.fqn})[*].ids))}`);
    const range = cidr === undefined ? undefined : parseCidr(cidr);
    const ranges = `values(${vpc.fqn})[*].cidr_block`;
    const all = range === undefined ? "[]" : JSON.stringify([formatCidr(range)]);
    const otherRange = range === undefined ? "[]" : `setsubtract(${ranges}, ${all})`;
    const found = `values(${subnet.fqn})`;
    this.preconditions = [
      keepsRange(props, otherRange),
      keepsBlocks(props, found, otherRange),
      keepsZones(props, found),
    ];
  }
}

const NAME = 'one.tags["Name"]';

/** What is planned for the subnet `one`, as an expression. Lists and no map: within braces cdktf loses count of its own. */
const plannedFor = ({ subnets }: NetworkGuardProps, value: (subnet: PlannedSubnet) => string) =>
  `${JSON.stringify(subnets.map(value))}[index(${JSON.stringify(subnets.map(({ name }) => name))}, ${NAME})]`;

const keepsRange = ({ clusterName, cidr }: NetworkGuardProps, otherRange: string): Precondition => ({
  condition: `\${length(${otherRange}) == 0}`,
  errorMessage: `Cluster ${clusterName} lives in a VPC of \${join("", ${otherRange})} and its file says ${cidr}. AWS cannot change the range of a VPC, nor EKS move a cluster to another one: set vpc.cidr to \${join("", ${otherRange})}. For another range make a new cluster with a name of its own, move the workloads, and destroy this one.`,
});

/** Of another range all blocks are others: that is told once. */
function keepsBlocks(props: NetworkGuardProps, found: string, otherRange: string): Precondition {
  const planned = plannedFor(props, ({ block }) => block);
  const moved = `[for one in ${found} : format("%s (%s, not %s)", ${NAME}, one.cidr_block, ${planned}) if one.cidr_block != ${planned}]`;
  const remedy =
    props.cut === "in-order"
      ? "In the profile eksctl blocks follow from the number and the order of availabilityZones, which therefore are fixed with the first deploy: write them, and the profile, as they were."
      : "Write the profile and vpc.cidr as they were.";
  return {
    condition: `\${length(${otherRange}) > 0 || length(${moved}) == 0}`,
    errorMessage: `Subnets of cluster ${props.clusterName} would get other blocks, which AWS cannot change: \${join(", ", ${moved})}. ${remedy}`,
  };
}

function keepsZones(props: NetworkGuardProps, found: string): Precondition {
  const planned = plannedFor(props, ({ zone }) => zone.name ?? zone.id);
  const moved = `[for one in ${found} : format("%s (%s or %s, not %s)", ${NAME}, one.availability_zone, one.availability_zone_id, ${planned}) if !contains([one.availability_zone, one.availability_zone_id], ${planned})]`;
  return {
    condition: `\${length(${moved}) == 0}`,
    errorMessage: `Subnets of cluster ${props.clusterName} would move to other zones, and AWS moves no subnet: \${join(", ", ${moved})}. A name stands for another zone in each account: write the zones as they were, by name or by id.`,
  };
}
