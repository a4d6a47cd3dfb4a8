import type { Context } from "../../../core/call.ts";
import { collection } from "../../../core/collection.ts";
import { AwsError } from "../../../core/errors.ts";
import type {
  Activity,
  AutoScalingGroup,
  Instance,
  LifecycleHook,
} from "../../../models/types/autoscaling.d.ts";

export interface GroupTag {
  readonly Key: string;
  readonly Value: string;
  readonly PropagateAtLaunch: boolean;
}

export interface GroupInstance extends Instance {
  /** Milliseconds since 1970. */
  readonly launchedAt: number;
}

export interface StoredGroup
  extends Omit<AutoScalingGroup, "Tags" | "Instances" | "VPCZoneIdentifier" | "AvailabilityZones"> {
  readonly subnetIds: readonly string[];
  readonly tags: readonly GroupTag[];
  readonly instances: readonly GroupInstance[];
  readonly hooks: readonly LifecycleHook[];
  /** Newest first, a few dozen at most. */
  readonly activities: readonly Activity[];
  /** Set while the group goes. */
  readonly deleting?: boolean;
}

/** By name. What a service made for itself is that service's to clean up, but it is listed all the same. */
export const groups = collection<StoredGroup>(
  "autoscaling/groups",
  "region",
  ({ AutoScalingGroupName, AutoScalingGroupARN }) => ({
    id: AutoScalingGroupName,
    ...(AutoScalingGroupARN !== undefined && { arn: AutoScalingGroupARN }),
  }),
);

export const invalid = (message: string): AwsError => new AwsError("ValidationError", message);

export function findGroup(context: Context, name: string): StoredGroup {
  const group = context.use(groups).get(name);
  if (group === undefined)
    throw invalid(`AutoScalingGroup name not found - AutoScalingGroup '${name}' not found`);
  return group;
}

export function showGroup(context: Context, group: StoredGroup): AutoScalingGroup {
  const { subnetIds, tags, instances, hooks: _hooks, activities: _activities, deleting, ...rest } = group;
  return {
    ...rest,
    VPCZoneIdentifier: subnetIds.join(","),
    AvailabilityZones: zonesOf(context, subnetIds),
    Instances: instances.map(({ launchedAt: _at, ...instance }) => instance),
    Tags: tags.map((tag) => ({
      ...tag,
      ResourceId: group.AutoScalingGroupName,
      ResourceType: "auto-scaling-group",
    })),
    ...(deleting === true && { Status: "Delete in progress" }),
  };
}

export function zonesOf(context: Context, subnetIds: readonly string[]): readonly string[] {
  const { Subnets = [] } =
    subnetIds.length === 0 ? {} : context.invoke("ec2", "DescribeSubnets", { SubnetIds: subnetIds });
  return [...new Set(Subnets.map(({ AvailabilityZone }) => AvailabilityZone ?? ""))].toSorted();
}

/** Puts an entry at the head of a group's list of activities. */
export function note(
  context: Context,
  name: string,
  activity: Pick<Activity, "Description" | "Cause" | "StatusCode"> & Partial<Activity>,
): void {
  const group = findGroup(context, name);
  const entry = {
    ActivityId: context.ids.uuid(),
    AutoScalingGroupName: name,
    StartTime: context.now,
    EndTime: context.now,
    Progress: 100,
    ...activity,
  };
  context.use(groups).patch(name, { activities: [entry, ...group.activities].slice(0, 50) });
}
