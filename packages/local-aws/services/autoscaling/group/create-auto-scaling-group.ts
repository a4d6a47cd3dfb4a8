import { AwsError, NotImplemented } from "../../../core/errors.ts";
import { hookOf } from "../hook/hook.ts";
import { reconcile } from "../instance/lifecycle.ts";
import { autoscaling } from "../operation.ts";
import { checkTags } from "../tag/check.ts";
import { checkSizes, resolvePolicy, resolveTemplate, subnetsIn } from "./launch-settings.ts";
import { groups, invalid } from "./store.ts";

export const createAutoScalingGroup = autoscaling("CreateAutoScalingGroup", (call) => {
  const { input } = call;
  const { AutoScalingGroupName: name, LaunchTemplate: template, MixedInstancesPolicy: policy } = input;
  if (call.use(groups).has(name))
    throw new AwsError(
      "AlreadyExists",
      `AutoScalingGroup by this name already exists - A group with the name ${name} already exists`,
    );
  if (input.LaunchConfigurationName !== undefined || input.InstanceId !== undefined)
    throw new NotImplemented("autoscaling:CreateAutoScalingGroup without a launch template");
  if ((template === undefined) === (policy === undefined)) {
    throw invalid(
      "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.",
    );
  }
  const subnetIds = subnetsIn(call, input.VPCZoneIdentifier);
  if (subnetIds.length === 0) throw invalid("At least one Availability Zone or VPC Subnet is required.");
  const sizes = {
    MinSize: input.MinSize,
    MaxSize: input.MaxSize,
    DesiredCapacity: input.DesiredCapacity ?? input.MinSize,
  };
  checkSizes(sizes);
  const role = `arn:${call.partition}:iam::${call.account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
  call.use(groups).put(name, {
    AutoScalingGroupName: name,
    AutoScalingGroupARN: `arn:${call.partition}:autoscaling:${call.region}:${call.account}:autoScalingGroup:${call.ids.uuid()}:autoScalingGroupName/${name}`,
    ...sizes,
    subnetIds,
    tags: checkTags(call, name, input.Tags),
    instances: [],
    activities: [],
    hooks: (input.LifecycleHookSpecificationList ?? []).map((hook) =>
      hookOf({ ...hook, AutoScalingGroupName: name }),
    ),
    ...(template !== undefined && { LaunchTemplate: resolveTemplate(call, template) }),
    ...(policy !== undefined && { MixedInstancesPolicy: resolvePolicy(call, policy) }),
    DefaultCooldown: input.DefaultCooldown ?? 300,
    HealthCheckType: input.HealthCheckType ?? "EC2",
    HealthCheckGracePeriod: input.HealthCheckGracePeriod ?? 0,
    CreatedTime: call.now,
    SuspendedProcesses: [],
    EnabledMetrics: [],
    LoadBalancerNames: input.LoadBalancerNames ?? [],
    TargetGroupARNs: input.TargetGroupARNs ?? [],
    TrafficSources: input.TrafficSources ?? [],
    TerminationPolicies: input.TerminationPolicies ?? ["Default"],
    NewInstancesProtectedFromScaleIn: input.NewInstancesProtectedFromScaleIn ?? false,
    ServiceLinkedRoleARN: input.ServiceLinkedRoleARN ?? role,
    CapacityRebalance: input.CapacityRebalance ?? false,
    CapacityReservationSpecification: input.CapacityReservationSpecification ?? {
      CapacityReservationPreference: "default",
    },
    AvailabilityZoneDistribution: input.AvailabilityZoneDistribution ?? {
      CapacityDistributionStrategy: "balanced-best-effort",
    },
    ...(input.MaxInstanceLifetime !== undefined && { MaxInstanceLifetime: input.MaxInstanceLifetime }),
    ...(input.PlacementGroup !== undefined && { PlacementGroup: input.PlacementGroup }),
    ...(input.Context !== undefined && { Context: input.Context }),
    ...(input.DesiredCapacityType !== undefined && { DesiredCapacityType: input.DesiredCapacityType }),
    ...(input.DefaultInstanceWarmup !== undefined && { DefaultInstanceWarmup: input.DefaultInstanceWarmup }),
    ...(input.InstanceMaintenancePolicy !== undefined && {
      InstanceMaintenancePolicy: input.InstanceMaintenancePolicy,
    }),
  });
  call.schedule(1, reconcile, { group: name });
  return {};
});
