import { callEc2, describeEc2, textsOf } from "../aws/ec2.ts";
import type { AwsClient } from "../aws/send.ts";
import { TaskFailure } from "../failure.ts";

/** Tag of everything that a stack makes. */
const OWNER_TAG = "eksplan.dev/cluster";

type Filters = Readonly<Record<string, string>>;

/** A kind of object that keeps a VPC from being deleted. */
interface Kind {
  readonly operation: string;
  /** Element with an object's id. */
  readonly id: string;
  /** Element that says what an object is, for the message. */
  readonly about: string;
  /** Parameter that selects by id. */
  readonly byId: string;
  /** Those that go with the cluster, with what a stack has made, or with the VPC itself. */
  readonly ours: (cluster: string) => readonly Filters[];
  readonly name: string;
}

const owned = (cluster: string): Filters => ({ [`tag:${OWNER_TAG}`]: cluster });

/** How controllers mark what they make for a cluster. */
const marks = (cluster: string): readonly Filters[] => [
  { "tag:elbv2.k8s.aws/cluster": cluster },
  { [`tag:kubernetes.io/cluster/${cluster}`]: "owned" },
];

const INTERFACES: Kind = {
  operation: "DescribeNetworkInterfaces",
  id: "networkInterfaceId",
  about: "description",
  byId: "NetworkInterfaceId",
  name: "network interface",
  ours: (cluster) => [
    owned(cluster),
    { "interface-type": "nat_gateway" },
    { description: `Amazon EKS ${cluster}` },
    { "tag:cluster.k8s.amazonaws.com/name": cluster },
  ],
};

const ENDPOINTS: Kind = {
  operation: "DescribeVpcEndpoints",
  id: "vpcEndpointId",
  about: "serviceName",
  byId: "VpcEndpointId",
  name: "VPC endpoint",
  ours: (cluster) => [owned(cluster)],
};

const GROUPS: Kind = {
  operation: "DescribeSecurityGroups",
  id: "groupId",
  about: "groupName",
  byId: "GroupId",
  name: "security group",
  ours: (cluster) => [owned(cluster), { "tag:aws:eks:cluster-name": cluster }, { "group-name": "default" }],
};

const idsOf = (client: AwsClient, { operation, id }: Kind, filters: Filters) =>
  describeEc2(client, operation, id, filters);

async function foreignOf(client: AwsClient, kind: Kind, cluster: string, vpc: string) {
  const inVpc = { "vpc-id": vpc };
  const ours = new Set<string>();
  for (const filters of kind.ours(cluster))
    for (const id of await idsOf(client, kind, { ...inVpc, ...filters })) ours.add(id);
  return (await idsOf(client, kind, inVpc)).filter((id) => !ours.has(id));
}

/** Deletes the security groups that the cluster's controllers have left behind. */
async function removeMarked(client: AwsClient, cluster: string, vpc: string): Promise<readonly string[]> {
  const marked = new Set<string>();
  for (const mark of marks(cluster))
    for (const id of await idsOf(client, GROUPS, { "vpc-id": vpc, ...mark })) marked.add(id);
  // EKS's own security group carries one of the marks, and goes with the cluster.
  for (const id of await idsOf(client, GROUPS, { "vpc-id": vpc, "tag:aws:eks:cluster-name": cluster }))
    marked.delete(id);
  const removed: string[] = [];
  for (const id of marked) {
    try {
      await callEc2(client, "DeleteSecurityGroup", { GroupId: id });
      removed.push(id);
    } catch (error) {
      // Somebody still uses it: it is named with the rest.
      if (!(error instanceof TaskFailure)) throw error;
    }
  }
  return removed;
}

/** What it says of itself, for people. */
async function described(client: AwsClient, kind: Kind, id: string): Promise<string> {
  const xml = await callEc2(client, kind.operation, { [`${kind.byId}.1`]: id });
  const about = textsOf(xml, kind.about)[0] ?? "";
  return `${kind.name} ${id}${about === "" ? "" : ` (${about})`}`;
}

/** What others have put into the VPC of a cluster, and what was deleted of it because it carries the cluster's mark. */
export interface Foreigners {
  readonly removed: readonly string[];
  /** A line each: `VPC endpoint vpce-0123 (com.amazonaws.eu-central-1.guardduty-data)`. */
  readonly left: readonly string[];
}

/** More of them are counted and not described. */
const MOST = 20;

/**
 * Looks for whatever would keep the VPC from being deleted and is not this program's: EC2 would refuse the VPC for 20
 * minutes before it says so.
 */
export async function foreigners(client: AwsClient, cluster: string, vpc: string): Promise<Foreigners> {
  const removed = await removeMarked(client, cluster, vpc);
  const left: string[] = [];
  for (const kind of [ENDPOINTS, INTERFACES, GROUPS]) {
    const ids = await foreignOf(client, kind, cluster, vpc);
    for (const id of ids.slice(0, MOST)) left.push(await described(client, kind, id));
    if (ids.length > MOST) left.push(`${ids.length - MOST} more of kind ${kind.name}`);
  }
  return { removed, left };
}
