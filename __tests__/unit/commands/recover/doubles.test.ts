import { expect, test } from "vitest";
import { findDoubles, findSecondNetwork } from "../../../../commands/recover/doubles.ts";
import type { LookupFacts } from "../../../../commands/recover/lookup.ts";
import type { RecordedObject } from "../../../../commands/recover/state.ts";

const EC2 = "arn:aws:ec2:eu-central-1:123456789012";

const facts = (...arns: readonly string[]): LookupFacts => ({
  byName: new Map([["demo/it", arns.map((arn) => ({ arn }))]]),
  roles: new Set(),
  clusterExists: true,
  routeTables: {},
});

const recorded = (type: string, values: Readonly<Record<string, unknown>>): readonly RecordedObject[] => [
  {
    address: `${type}.it`,
    type,
    tainted: false,
    deposed: false,
    values: { ...values, tags_all: { Name: "demo/it" } },
  },
];

test("an object that carries the name of a recorded resource and is not its object is a double", () => {
  const known = recorded("aws_eip", { id: "eipalloc-1", arn: `${EC2}:elastic-ip/eipalloc-1` });
  const found = findDoubles(known, facts(`${EC2}:elastic-ip/eipalloc-1`, `${EC2}:elastic-ip/eipalloc-2`));
  expect(found).toEqual([
    {
      address: "aws_eip.it",
      type: "aws_eip",
      arn: `${EC2}:elastic-ip/eipalloc-2`,
      importId: "eipalloc-2",
      required: {},
    },
  ]);
});

test("a double is given the arguments that Terraform requires of its type", () => {
  const known = recorded("aws_route_table", { id: "rtb-1", vpc_id: "vpc-1" });
  const [double] = findDoubles(known, facts(`${EC2}:route-table/rtb-2`));
  expect(double?.required).toEqual({ vpc_id: "vpc-1" });
});

test.for([
  ["the object itself", "aws_vpc", { id: "vpc-1" }, `${EC2}:vpc/vpc-1`],
  ["something of another type", "aws_vpc", { id: "vpc-1" }, `${EC2}:subnet/subnet-2`],
  [
    "a node group, whose second one is for people to judge",
    "aws_eks_node_group",
    { id: "demo:a" },
    "arn:aws:eks:eu-central-1:123456789012:nodegroup/demo/b/1",
  ],
] as const)("%s is none", ([, type, values, arn]) => {
  expect(findDoubles(recorded(type, values), facts(arn))).toEqual([]);
});

const [first, second] = [`${EC2}:vpc/vpc-1`, `${EC2}:vpc/vpc-2`];
const network = recorded("aws_vpc", { id: "vpc-2", arn: second });

test("a second network is one beside the cluster's, while the cluster itself is not in the state", () => {
  expect(findSecondNetwork(network, facts(first, second))).toEqual({ recorded: "vpc-2", others: [first] });
});

test.for([
  ["one VPC", network, facts(second)],
  ["no VPC in the state", [], facts(first, second)],
  ["the cluster in the state", [...network, ...recorded("aws_eks_cluster", {})], facts(first, second)],
  ["no cluster", network, { ...facts(first, second), clusterExists: false }],
] as const)("with %s there is no second network", ([, objects, known]) => {
  expect(findSecondNetwork(objects, known)).toBeUndefined();
});
