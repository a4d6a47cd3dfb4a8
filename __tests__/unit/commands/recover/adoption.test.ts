import { describe, expect, test } from "vitest";
import { findAdoptions } from "../../../../commands/recover/adoption.ts";
import type { LookupFacts } from "../../../../commands/recover/lookup.ts";
import type { PlannedCreation } from "../../../../commands/recover/plan.ts";

const nothing: LookupFacts = { byName: new Map(), roles: new Set(), clusterExists: false, routeTables: {} };
const creation = (type: string, values: Record<string, unknown> = {}): PlannedCreation => ({
  address: `${type}.it`,
  type,
  name: "demo/it",
  values,
});
const tagged = (...arns: string[]): LookupFacts => ({
  ...nothing,
  byName: new Map([["demo/it", arns.map((arn) => ({ arn }))]]),
});

const EC2 = "arn:aws:ec2:eu-central-1:123456789012";
const EKS = "arn:aws:eks:eu-central-1:123456789012";

describe("the id under which a lost object is imported", () => {
  test.for([
    ["aws_vpc", `${EC2}:vpc/vpc-1`, "vpc-1"],
    ["aws_nat_gateway", `${EC2}:natgateway/nat-1`, "nat-1"],
    ["aws_eip", `${EC2}:elastic-ip/eipalloc-1`, "eipalloc-1"],
    ["aws_launch_template", `${EC2}:launch-template/lt-1`, "lt-1"],
    ["aws_kms_key", "arn:aws:kms:eu-central-1:123456789012:key/11-22", "11-22"],
    [
      "aws_cloudwatch_log_group",
      "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/eks/demo/cluster:*",
      "/aws/eks/demo/cluster",
    ],
    ["aws_eks_cluster", `${EKS}:cluster/demo`, "demo"],
    ["aws_eks_node_group", `${EKS}:nodegroup/demo/system-2026/11-22`, "demo:system-2026"],
    ["aws_eks_addon", `${EKS}:addon/demo/vpc-cni/11-22`, "demo:vpc-cni"],
    ["aws_eks_fargate_profile", `${EKS}:fargateprofile/demo/batch/11-22`, "demo:batch"],
    ["aws_eks_pod_identity_association", `${EKS}:podidentityassociation/demo/a-1`, "demo,a-1"],
  ])("of %s %s is %s", ([type, arn, importId]) => {
    expect(findAdoptions([creation(type!)], tagged(arn!)).adoptions).toEqual([
      { address: `${type}.it`, importId },
    ]);
  });

  test("of an access entry names cluster and principal", () => {
    const principal = "arn:aws:iam::123456789012:role/admins";
    const arn = `${EKS}:access-entry/demo/role/123456789012/admins/11-22`;
    const planned = creation("aws_eks_access_entry", { principal_arn: principal });
    expect(findAdoptions([planned], tagged(arn)).adoptions).toEqual([
      { address: "aws_eks_access_entry.it", importId: `demo:${principal}` },
    ]);
  });

  test("of a role is its fixed name", () => {
    const facts = { ...nothing, roles: new Set(["demo-eu-central-1-cluster"]) };
    const planned = creation("aws_iam_role", { name: "demo-eu-central-1-cluster" });
    expect(findAdoptions([planned], facts).adoptions[0]?.importId).toBe("demo-eu-central-1-cluster");
  });

  test("of a route and an association follows from the table that the state knows", () => {
    const facts: LookupFacts = {
      ...nothing,
      routeTables: { "rtb-1": { destinations: ["0.0.0.0/0"], associations: { "subnet-1": "rtbassoc-1" } } },
    };
    const route = creation("aws_route", { route_table_id: "rtb-1", destination_cidr_block: "0.0.0.0/0" });
    const association = creation("aws_route_table_association", {
      route_table_id: "rtb-1",
      subnet_id: "subnet-1",
    });
    expect(findAdoptions([route, association], facts).adoptions.map(({ importId }) => importId)).toEqual([
      "rtb-1_0.0.0.0/0",
      "subnet-1/rtb-1",
    ]);
  });
});

test("an object of another kind with the same name is left alone", () => {
  expect(findAdoptions([creation("aws_subnet")], tagged(`${EC2}:vpc/vpc-1`))).toEqual({
    adoptions: [],
    ambiguous: [],
  });
});

test("two objects of one name are reported, not guessed", () => {
  const arns = [`${EC2}:vpc/vpc-1`, `${EC2}:vpc/vpc-2`];
  expect(findAdoptions([creation("aws_vpc")], tagged(...arns))).toEqual({
    adoptions: [],
    ambiguous: [{ address: "aws_vpc.it", arns }],
  });
});
