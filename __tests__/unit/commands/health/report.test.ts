import { expect, test } from "vitest";
import type { Part } from "../../../../commands/health/health.ts";
import { nextStep } from "../../../../commands/health/next-step.ts";
import { report } from "../../../../commands/health/report.ts";

const group = (status: string, issues: Part["issues"] = []): Part => ({
  kind: "node group",
  name: "workers",
  status,
  issues,
});

test("says nothing of what is well or on its way", () => {
  expect(report([group("ACTIVE"), group("CREATING"), group("UPDATING"), group("DELETING")])).toEqual([]);
});

test("prints status, reason, objects and the next step", () => {
  const issue = {
    code: "AsgInstanceLaunchFailures",
    message: "Client.InvalidKMSKey.InvalidState",
    resourceIds: ["asg-1", "asg-2"],
  };
  const [head, reason, step] = report([group("CREATE_FAILED", [issue])]);
  expect(head).toBe("node group workers: CREATE_FAILED");
  expect(reason).toBe("  AsgInstanceLaunchFailures: Client.InvalidKMSKey.InvalidState (asg-1, asg-2)");
  expect(step).toContain("AWSServiceRoleForAutoScaling");
});

test("says so when EKS gives no reason, and shows issues of what is ACTIVE", () => {
  expect(report([group("DEGRADED")])).toEqual(["node group workers: DEGRADED", "  EKS gives no reason"]);
  expect(report([group("ACTIVE", [{ code: "NewCode", message: "m", resourceIds: [] }])])).toEqual([
    "node group workers: ACTIVE",
    "  NewCode: m",
  ]);
});

test.for([
  ["KmsKeyDisabled", "", "enable the key"],
  ["AsgInstanceLaunchFailures", "Client.InvalidKMSKey.InvalidState", "AWSServiceRoleForAutoScaling"],
  ["AsgInstanceLaunchFailures", "We currently do not have sufficient capacity", "instanceTypes"],
  [
    "AsgInstanceLaunchFailures",
    "You have requested more vCPU capacity than your current vCPU limit",
    "quota",
  ],
  ["InstanceLimitExceeded", "vCPU limit", "quota"],
  ["InsufficientFreeAddresses", "not enough free addresses", "vpc.cidr"],
  ["PodEvictionFailure", "", "PodDisruptionBudget"],
  ["InsufficientNumberOfReplicas", "", "recover"],
  ["ConfigurationConflict", "", "preserve"],
] as const)("%s %s: %s", ([code, message, expected]) => {
  expect(nextStep({ code, message, resourceIds: [] })).toContain(expected);
});
