import type { Context } from "../../../core/call.ts";
import { AwsError, NotImplemented } from "../../../core/errors.ts";
import type {
  InstanceRequirements,
  LaunchTemplateSpecification,
} from "../../../models/types/autoscaling.d.ts";
import type { InstanceRequirementsRequest, InstanceType } from "../../../models/types/ec2.d.ts";
import { findGroup, type GroupInstance, groups, note, type StoredGroup } from "../group/store.ts";

interface Choice {
  readonly template: LaunchTemplateSpecification;
  readonly type: string | undefined;
}

/** What may be launched, in order of preference. */
function choicesOf(context: Context, group: StoredGroup): readonly Choice[] {
  const policy = group.MixedInstancesPolicy?.LaunchTemplate;
  if (policy === undefined)
    return group.LaunchTemplate === undefined ? [] : [{ template: group.LaunchTemplate, type: undefined }];
  const base = policy.LaunchTemplateSpecification as LaunchTemplateSpecification;
  const overrides = policy.Overrides ?? [];
  const choices = overrides.flatMap((override) => {
    const template = override.LaunchTemplateSpecification ?? base;
    return override.InstanceRequirements === undefined
      ? [{ template, type: override.InstanceType }]
      : typesThatMeet(context, template, override.InstanceRequirements);
  });
  if (overrides.length > 0) return choices;
  const wanted = templateData(context, base)?.InstanceRequirements;
  return wanted === undefined
    ? [{ template: base, type: undefined }]
    : typesThatMeet(context, base, wanted as InstanceRequirements);
}

const templateData = (
  context: Context,
  { LaunchTemplateId: id, Version = "$Default" }: LaunchTemplateSpecification,
) =>
  context.invoke("ec2", "DescribeLaunchTemplateVersions", { LaunchTemplateId: id, Versions: [Version] })
    .LaunchTemplateVersions?.[0]?.LaunchTemplateData;

function typesThatMeet(
  context: Context,
  template: LaunchTemplateSpecification,
  wanted: InstanceRequirements,
): readonly Choice[] {
  const image = templateData(context, template)?.ImageId;
  // By filter: one of somebody's own is unknown here, and what it is for then is not known.
  const { Images } = context.invoke("ec2", "DescribeImages", {
    Filters: [{ Name: "image-id", Values: [image ?? ""] }],
  });
  const { InstanceTypes } = context.invoke("ec2", "GetInstanceTypesFromInstanceRequirements", {
    ArchitectureTypes: [Images?.[0]?.Architecture === "arm64" ? "arm64" : "x86_64"],
    VirtualizationTypes: ["hvm"],
    InstanceRequirements: wanted as InstanceRequirementsRequest,
  });
  const types = (InstanceTypes ?? []).map(({ InstanceType: type }) => ({ template, type }));
  if (types.length === 0)
    throw new AwsError("ValidationError", "No instance types meet the attributes that you specified.");
  return types;
}

/** Whether the next instance is to be bought on the spot market, by the group's distribution. */
function isSpot(context: Context, group: StoredGroup): boolean {
  const distribution = group.MixedInstancesPolicy?.InstancesDistribution;
  if (distribution === undefined) return false;
  const bought = spotIds(context, group);
  const spotNow = group.instances.filter(({ InstanceId }) => bought.has(InstanceId)).length;
  const { OnDemandBaseCapacity: base = 0, OnDemandPercentageAboveBaseCapacity: percentage = 100 } =
    distribution;
  const total = group.instances.length + 1;
  const onDemand = Math.min(total, base + Math.ceil((Math.max(0, total - base) * percentage) / 100));
  return spotNow < total - onDemand;
}

/** The subnet whose zone has the fewest instances of the group. */
function subnetsByLoad(
  context: Context,
  group: StoredGroup,
): readonly { readonly id: string; readonly zone: string; readonly zoneId: string }[] {
  const { Subnets = [] } = context.invoke("ec2", "DescribeSubnets", { SubnetIds: group.subnetIds });
  const load = (zone: string) =>
    group.instances.filter(({ AvailabilityZone }) => AvailabilityZone === zone).length;
  return Subnets.map((subnet) => ({
    id: subnet.SubnetId ?? "",
    zone: subnet.AvailabilityZone ?? "",
    zoneId: subnet.AvailabilityZoneId ?? "",
  })).toSorted((a, b) => load(a.zone) - load(b.zone));
}

/** Starts one instance of a group; what is in the way is noted among its activities. Answers the instance's id. */
export function launchOne(context: Context, name: string, cause: string): string | undefined {
  const group = findGroup(context, name);
  const spot = isSpot(context, group);
  let problem: AwsError | undefined;
  let choices: readonly Choice[] = [];
  try {
    choices = choicesOf(context, group);
  } catch (error) {
    if (!(error instanceof AwsError) || error instanceof NotImplemented) throw error;
    problem = error;
  }
  for (const subnet of subnetsByLoad(context, group)) {
    for (const { template, type } of choices) {
      try {
        const instance = run(context, group, { template, type, subnetId: subnet.id, spot });
        const entry: GroupInstance = {
          InstanceId: instance.InstanceId ?? "",
          InstanceType: instance.InstanceType,
          AvailabilityZone: subnet.zone,
          AvailabilityZoneId: subnet.zoneId,
          LifecycleState: "Pending",
          HealthStatus: "Healthy",
          ProtectedFromScaleIn: group.NewInstancesProtectedFromScaleIn ?? false,
          LaunchTemplate: { ...template, Version: instance.version },
          launchedAt: context.now,
        };
        context.use(groups).patch(name, { instances: [...group.instances, entry] });
        note(context, name, {
          Description: `Launching a new EC2 instance: ${entry.InstanceId}`,
          Cause: cause,
          StatusCode: "Successful",
        });
        return entry.InstanceId;
      } catch (error) {
        if (!(error instanceof AwsError) || error instanceof NotImplemented) throw error;
        problem = error;
      }
    }
  }
  if (problem !== undefined) {
    note(context, name, {
      Description: `Launching a new EC2 instance.  Status Reason: ${problem.message} Launching EC2 instance failed.`,
      Cause: cause,
      StatusCode: "Failed",
      StatusMessage: `${problem.message} Launching EC2 instance failed.`,
    });
  }
  return undefined;
}

interface Launch {
  readonly template: LaunchTemplateSpecification;
  readonly type: string | undefined;
  readonly subnetId: string;
  readonly spot: boolean;
}

function run(context: Context, group: StoredGroup, { template, type, subnetId, spot }: Launch) {
  const { LaunchTemplateId: id, Version: version = "$Default" } = template;
  const { LaunchTemplateVersions } = context.invoke("ec2", "DescribeLaunchTemplateVersions", {
    LaunchTemplateId: id,
    Versions: [version],
  });
  const found = LaunchTemplateVersions?.[0];
  const ports = found?.LaunchTemplateData?.NetworkInterfaces;
  const tags = [
    { Key: "aws:autoscaling:groupName", Value: group.AutoScalingGroupName },
    ...group.tags
      .filter(({ PropagateAtLaunch }) => PropagateAtLaunch)
      .map(({ Key, Value }) => ({ Key, Value })),
  ];
  const { Instances } = context.invoke("ec2", "RunInstances", {
    MinCount: 1,
    MaxCount: 1,
    LaunchTemplate: { LaunchTemplateId: id, Version: version },
    SubnetId: subnetId,
    TagSpecifications: [{ ResourceType: "instance", Tags: tags }],
    ...(type !== undefined && { InstanceType: type as InstanceType }),
    ...(spot && { InstanceMarketOptions: { MarketType: "spot" } }),
    ...(ports !== undefined && {
      NetworkInterfaces: ports.map((port) => ({ ...port, SubnetId: subnetId })) as never,
    }),
  });
  return { ...Instances?.[0], version: String(found?.VersionNumber ?? version) };
}

function spotIds(context: Context, group: StoredGroup): ReadonlySet<string> {
  if (group.instances.length === 0) return new Set();
  const { Reservations } = context.invoke("ec2", "DescribeInstances", {
    // By id: a filter by tag looks at every instance of the region.
    InstanceIds: group.instances.map(({ InstanceId }) => InstanceId),
    Filters: [{ Name: "instance-lifecycle", Values: ["spot"] }],
  });
  return new Set(
    (Reservations ?? [])
      .flatMap(({ Instances }) => Instances ?? [])
      .map(({ InstanceId }) => InstanceId ?? ""),
  );
}
