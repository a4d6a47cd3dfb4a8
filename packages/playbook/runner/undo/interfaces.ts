import { callEc2, textsOf } from "../aws/ec2.ts";
import type { AwsClient } from "../aws/send.ts";
import { TaskFailure } from "../failure.ts";
import { sleep } from "../http.ts";
import type { Report } from "../output/report.ts";
import type { Undone } from "../undo.ts";

/** An interface is let go by its instance within minutes; longer than that, somebody holds it. */
const LIMIT_SECONDS = 600;
const EVERY_SECONDS = 5;

/** Tags by which the VPC CNI and the VPC resource controller mark the interfaces that they make. */
const CLUSTER_TAG = "cluster.k8s.amazonaws.com/name";
const INSTANCE_TAG = "node.k8s.amazonaws.com/instance_id";

interface Interfaces {
  /** Nobody uses them. */
  readonly available: readonly string[];
  /** Of this cluster, and still attached to something. */
  readonly attached: readonly string[];
}

/** Ids of the interfaces that all filters select. */
async function idsOf(
  client: AwsClient,
  filters: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const parameters: Record<string, string> = {};
  for (const [index, [name, value]] of Object.entries(filters).entries()) {
    parameters[`Filter.${index + 1}.Name`] = name;
    parameters[`Filter.${index + 1}.Value.1`] = value;
  }
  const ids: string[] = [];
  for (let token: string | undefined = ""; token !== undefined; ) {
    const page = { ...parameters, MaxResults: "1000", ...(token !== "" && { NextToken: token }) };
    const xml: string = await callEc2(client, "DescribeNetworkInterfaces", page);
    ids.push(...textsOf(xml, "networkInterfaceId"));
    token = textsOf(xml, "nextToken")[0] || undefined;
  }
  return [...new Set(ids)];
}

async function find(client: AwsClient, cluster: string, vpc: string): Promise<Interfaces> {
  const inVpc = { "vpc-id": vpc };
  const ours = { ...inVpc, [`tag:${CLUSTER_TAG}`]: cluster };
  const named = await idsOf(client, { ...ours, status: "available" });
  const attached = await idsOf(client, { ...ours, status: "in-use" });
  // Old versions of the CNI name the instance alone. An interface that names another cluster is that cluster's.
  const unnamed = await idsOf(client, { ...inVpc, "tag-key": INSTANCE_TAG, status: "available" });
  const ofSomebody = unnamed.length === 0 ? [] : await idsOf(client, { ...inVpc, "tag-key": CLUSTER_TAG });
  const nobodys = unnamed.filter((id) => !ofSomebody.includes(id));
  return { available: [...new Set([...named, ...nobodys])], attached };
}

/** What the next look tells better: gone meanwhile, attached again, or somebody else's to delete. */
const NOT_NOW: ReadonlySet<string> = new Set([
  "InvalidNetworkInterfaceID.NotFound",
  "InvalidNetworkInterface.InUse",
  "InvalidParameterValue",
  "OperationNotPermitted",
]);

async function remove(client: AwsClient, id: string): Promise<boolean> {
  try {
    await callEc2(client, "DeleteNetworkInterface", { NetworkInterfaceId: id });
    return true;
  } catch (error) {
    const { code } = (error instanceof TaskFailure ? (error.result["error"] ?? {}) : {}) as { code?: string };
    if (code !== undefined && NOT_NOW.has(code)) return false;
    throw error;
  }
}

export interface SweepOptions extends AwsClient {
  readonly report: Report;
  /** Seconds to wait for interfaces to be let go. @default 600 */
  readonly limit?: number;
}

/**
 * Deletes network interfaces that the cluster's CNI has left behind: they would keep subnets and security groups from
 * being deleted. Those of other clusters stay.
 * @throws Error naming the interfaces that are still attached when time is over
 */
export async function sweepInterfaces(cluster: string, vpc: string, options: SweepOptions): Promise<Undone> {
  const { report, signal, limit = LIMIT_SECONDS } = options;
  const end = Date.now() + limit * 1000;
  let count = 0;
  for (;;) {
    const { available, attached } = await find(options, cluster, vpc);
    let removed = 0;
    for (const id of available) {
      if (!(await remove(options, id))) continue;
      removed++;
      report.line(`    deleted the network interface ${id}`);
    }
    count += removed;
    if (attached.length === 0 && available.length === 0) {
      return count === 0
        ? { status: "ok", note: "no network interface is left" }
        : { status: "changed", note: `${count} network interface(s) gone` };
    }
    if (Date.now() + EVERY_SECONDS * 1000 > end) {
      throw new Error(
        `network interfaces of cluster ${cluster} are still there after ${limit} s: ${[...available, ...attached].join(", ")}`,
      );
    }
    if (removed === 0) await sleep(EVERY_SECONDS * 1000, signal);
  }
}
