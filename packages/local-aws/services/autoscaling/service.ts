import type { Service } from "../../core/call.ts";
import { attachLoadBalancerTargetGroups } from "./group/attach-load-balancer-target-groups.ts";
import { createAutoScalingGroup } from "./group/create-auto-scaling-group.ts";
import { deleteAutoScalingGroup } from "./group/delete-auto-scaling-group.ts";
import { describeAutoScalingGroups } from "./group/describe-auto-scaling-groups.ts";
import { describeLoadBalancerTargetGroups } from "./group/describe-load-balancer-target-groups.ts";
import { describeScalingActivities } from "./group/describe-scaling-activities.ts";
import { describeWarmPool } from "./group/describe-warm-pool.ts";
import { detachLoadBalancerTargetGroups } from "./group/detach-load-balancer-target-groups.ts";
import { disableMetricsCollection } from "./group/disable-metrics-collection.ts";
import { enableMetricsCollection } from "./group/enable-metrics-collection.ts";
import { groupGone } from "./group/lifecycle.ts";
import { resumeProcesses } from "./group/resume-processes.ts";
import { setDesiredCapacity } from "./group/set-desired-capacity.ts";
import { suspendProcesses } from "./group/suspend-processes.ts";
import { updateAutoScalingGroup } from "./group/update-auto-scaling-group.ts";
import { completeLifecycleAction } from "./hook/complete-lifecycle-action.ts";
import { deleteLifecycleHook } from "./hook/delete-lifecycle-hook.ts";
import { describeLifecycleHooks } from "./hook/describe-lifecycle-hooks.ts";
import { putLifecycleHook } from "./hook/put-lifecycle-hook.ts";
import { describeAutoScalingInstances } from "./instance/describe-auto-scaling-instances.ts";
import { hookTimedOut, instanceBooted, instanceGone, reconcile } from "./instance/lifecycle.ts";
import { setInstanceProtection } from "./instance/set-instance-protection.ts";
import { terminateInstanceInAutoScalingGroup } from "./instance/terminate-instance-in-auto-scaling-group.ts";
import { cancelInstanceRefresh } from "./refresh/cancel-instance-refresh.ts";
import { describeInstanceRefreshes } from "./refresh/describe-instance-refreshes.ts";
import { refreshStep } from "./refresh/lifecycle.ts";
import { startInstanceRefresh } from "./refresh/start-instance-refresh.ts";
import { createOrUpdateTags } from "./tag/create-or-update-tags.ts";
import { deleteTags } from "./tag/delete-tags.ts";
import { describeTags } from "./tag/describe-tags.ts";

export const autoscaling: Service = {
  name: "autoscaling",
  events: [groupGone, hookTimedOut, instanceBooted, instanceGone, reconcile, refreshStep],
  operations: [
    attachLoadBalancerTargetGroups,
    cancelInstanceRefresh,
    completeLifecycleAction,
    createAutoScalingGroup,
    createOrUpdateTags,
    deleteAutoScalingGroup,
    deleteLifecycleHook,
    deleteTags,
    describeAutoScalingGroups,
    describeAutoScalingInstances,
    describeInstanceRefreshes,
    describeLifecycleHooks,
    describeLoadBalancerTargetGroups,
    describeScalingActivities,
    describeTags,
    describeWarmPool,
    detachLoadBalancerTargetGroups,
    disableMetricsCollection,
    enableMetricsCollection,
    putLifecycleHook,
    resumeProcesses,
    setDesiredCapacity,
    setInstanceProtection,
    startInstanceRefresh,
    suspendProcesses,
    terminateInstanceInAutoScalingGroup,
    updateAutoScalingGroup,
  ],
};
