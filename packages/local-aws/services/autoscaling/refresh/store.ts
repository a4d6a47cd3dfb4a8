import type { Context } from "../../../core/call.ts";
import { collection } from "../../../core/collection.ts";
import type { InstanceRefresh } from "../../../models/types/autoscaling.d.ts";

export interface StoredRefresh extends InstanceRefresh {
  readonly InstanceRefreshId: string;
  readonly AutoScalingGroupName: string;
  /** Instances that are still to be replaced. */
  readonly old: readonly string[];
}

/** By id. History of groups, so never left over. */
export const refreshes = collection<StoredRefresh>("autoscaling/instance-refreshes", "region");

const RUNNING: ReadonlySet<string> = new Set(["Pending", "InProgress", "Cancelling", "RollbackInProgress"]);

export const runningRefresh = (context: Context, group: string): StoredRefresh | undefined =>
  context
    .use(refreshes)
    .list()
    .find((one) => one.AutoScalingGroupName === group && RUNNING.has(one.Status ?? ""));
