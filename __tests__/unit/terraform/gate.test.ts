import { describe, expect, test } from "vitest";
import { gateRoots } from "../../../modules/terraform/gate.ts";

const GATE = "null_resource.gate";
const waiting = (resource: Record<string, Record<string, Record<string, unknown>>>) => {
  const { resource: gated } = gateRoots({ resource }, GATE, "aws_");
  return Object.entries(gated).flatMap(([type, byName]) =>
    Object.entries(byName)
      .filter(([, { depends_on: after }]) => ((after ?? []) as readonly string[]).includes(GATE))
      .map(([name]) => `${type}.${name}`),
  );
};

describe("what waits for the gate", () => {
  test.for<readonly [string, Record<string, Record<string, Record<string, unknown>>>, readonly string[]]>([
    ["a resource that names no other", { aws_vpc: { a: { cidr: "10.0.0.0/16" } } }, ["aws_vpc.a"]],
    [
      "not one that refers to another",
      { aws_vpc: { a: {} }, aws_subnet: { b: { tags: [{ x: "${aws_vpc.a.id}" }] } } },
      ["aws_vpc.a"],
    ],
    [
      "not one that depends on another",
      { aws_vpc: { a: {} }, aws_eip: { b: { depends_on: ["aws_vpc.a"] } } },
      ["aws_vpc.a"],
    ],
    [
      "not one that waits through a barrier",
      {
        aws_vpc: { a: {} },
        terraform_data: { barrier: { depends_on: ["aws_vpc.a"] } },
        aws_eip: { b: { depends_on: ["terraform_data.barrier"] } },
      },
      ["aws_vpc.a"],
    ],
    [
      "one behind a barrier that waits for nothing",
      { terraform_data: { barrier: {} }, aws_eip: { b: { depends_on: ["terraform_data.barrier"] } } },
      ["aws_eip.b"],
    ],
    [
      "one that reads data of the same name alone",
      { aws_vpc: { a: { x: "${data.aws_vpc.b.id}" }, b: {} } },
      ["aws_vpc.a", "aws_vpc.b"],
    ],
    [
      "one whose text names another without meaning it",
      { aws_vpc: { a: {}, b: { description: "like aws_vpc.a" } } },
      ["aws_vpc.a", "aws_vpc.b"],
    ],
    ["nothing of other providers", { null_resource: { a: {}, gate: {} } }, []],
  ])("%s", ([, resource, expected]) => {
    expect(waiting(resource)).toEqual(expected);
  });

  test("what a resource waited for before stays", () => {
    const { resource } = gateRoots(
      { resource: { aws_eip: { a: { depends_on: ["null_resource.x"] } }, null_resource: { x: {} } } },
      GATE,
      "aws_",
    );
    expect(resource.aws_eip.a.depends_on).toEqual(["null_resource.x", GATE]);
  });

  test("a document without resources is left alone", () => {
    expect(gateRoots({ terraform: {} } as object, GATE, "aws_")).toEqual({ terraform: {}, resource: {} });
  });
});
