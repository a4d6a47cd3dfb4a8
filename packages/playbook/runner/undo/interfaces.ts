import { callEc2, describeEc2 } from "../aws/ec2.ts";
import type { AwsClient } from "../aws/send.ts";
import { TaskFailure } from "../failure.ts";
import { sleep } from "../http.ts";
import type { Report } from "../output/report.ts";
import type { Undone } from "../undo.ts";
import { foreigners } from "./foreigners.ts";

/** An interface is let go by its instance within minutes; longer than that, somebody holds it. */
const LIMIT_SECONDS = 600;
const EVERY_SECONDS = 5;
/** Interfaces of Fargate pods and load balancers that were just deleted are gone by then. */
const FOREIGN_SECONDS = 60;

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
const idsOf = (client: AwsClient, filters: Readonly<Record<string, string>>) =>
  describeEc2(client, "DescribeNetworkInterfaces", "networkInterfaceId", filters);

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

/** Which VPC, and whether it goes with the cluster. */
export interface SweptVpc {
  readonly vpc: string;
  readonly owned?: boolean;
}

export interface SweepOptions extends AwsClient {
  readonly report: Report;
  /** Seconds to wait for interfaces to be let go. @default 600 */
  readonly limit?: number;
}

/**
 * Deletes network interfaces that the cluster's CNI has left behind: they would keep subnets and security groups from
 * being deleted. Those of other clusters stay.
 * @throws Error naming the interfaces that are still attached when time is over, or what others have in the VPC
 */
export async function sweepInterfaces(
  cluster: string,
  { vpc, owned = false }: SweptVpc,
  options: SweepOptions,
): Promise<Undone> {
  const swept = await sweepOwn(cluster, vpc, options);
  if (owned) await sweepForeign(cluster, vpc, options);
  return swept;
}

/** What others have in a VPC that is about to go. A little patience, since some of it is on its way out. */
async function sweepForeign(cluster: string, vpc: string, options: SweepOptions): Promise<void> {
  const { report, signal, limit = LIMIT_SECONDS } = options;
  const end = Date.now() + Math.min(limit, FOREIGN_SECONDS) * 1000;
  for (;;) {
    const { removed, left } = await foreigners(options, cluster, vpc);
    for (const id of removed) report.line(`    deleted the security group ${id}`);
    if (left.length === 0) return;
    if (Date.now() + EVERY_SECONDS * 1000 > end)
      throw new Error(
        `the VPC ${vpc} cannot go while others have something in it:\n${left.map((line) => `      ${line}`).join("\n")}\n    delete it, or have its owner delete it, and destroy again`,
      );
    await sleep(EVERY_SECONDS * 1000, signal);
  }
}

async function sweepOwn(cluster: string, vpc: string, options: SweepOptions): Promise<Undone> {
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
