import { reconcile } from "../instance/lifecycle.ts";
import { autoscaling } from "../operation.ts";
import { checkSizes, resolvePolicy, resolveTemplate, subnetsIn } from "./launch-settings.ts";
import { findGroup, groups, invalid } from "./store.ts";

const PLAIN = [
  "DefaultCooldown",
  "HealthCheckType",
  "HealthCheckGracePeriod",
  "TerminationPolicies",
  "NewInstancesProtectedFromScaleIn",
  "ServiceLinkedRoleARN",
  "MaxInstanceLifetime",
  "PlacementGroup",
  "CapacityRebalance",
  "Context",
  "DesiredCapacityType",
  "DefaultInstanceWarmup",
  "InstanceMaintenancePolicy",
  "AvailabilityZoneDistribution",
  "CapacityReservationSpecification",
] as const;

export const updateAutoScalingGroup = autoscaling("UpdateAutoScalingGroup", (call) => {
  const { input } = call;
  const { AutoScalingGroupName: name, LaunchTemplate: template, MixedInstancesPolicy: policy } = input;
  const before = findGroup(call, name);
  if (before.deleting === true) throw invalid("AutoScalingGroup is being deleted");
  const { LaunchTemplate: _template, MixedInstancesPolicy: _policy, ...rest } = before;
  const bounds = { MinSize: input.MinSize ?? before.MinSize, MaxSize: input.MaxSize ?? before.MaxSize };
  // A desired capacity that isn't given follows the bounds.
  const desired =
    input.DesiredCapacity ?? Math.min(Math.max(before.DesiredCapacity, bounds.MinSize), bounds.MaxSize);
  const sizes = { ...bounds, DesiredCapacity: desired };
  checkSizes(sizes);
  const subnetIds =
    input.VPCZoneIdentifier === undefined ? before.subnetIds : subnetsIn(call, input.VPCZoneIdentifier);
  const changesTemplate = template !== undefined || policy !== undefined;
  call.use(groups).put(name, {
    ...(changesTemplate ? rest : before),
    ...sizes,
    subnetIds,
    ...(template !== undefined && { LaunchTemplate: resolveTemplate(call, template) }),
    ...(policy !== undefined && { MixedInstancesPolicy: resolvePolicy(call, policy) }),
    ...Object.fromEntries(
      PLAIN.flatMap((member) => (input[member] === undefined ? [] : [[member, input[member]]])),
    ),
  });
  call.schedule(1, reconcile, { group: name });
  return {};
});
