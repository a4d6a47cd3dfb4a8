import { expect, test } from "vitest";
import { readState } from "../../../../commands/recover/state.ts";

const resource = (type: string, name: string, ...instances: readonly unknown[]) => ({
  mode: "managed",
  type,
  name,
  instances,
});

test("instances have the addresses that Terraform gives them; data sources are none of them", () => {
  const found = readState(
    JSON.stringify({
      version: 4,
      resources: [
        { mode: "data", type: "aws_vpc", name: "it", instances: [{ attributes: {} }] },
        resource("aws_vpc", "it", { status: "tainted", attributes: { id: "vpc-1" } }),
        resource("null_resource", "each", { index_key: 'a"b', attributes: null }),
        resource("null_resource", "count", { index_key: 0, deposed: "00000000", attributes: {} }),
      ],
    }),
  );
  expect(found).toEqual([
    { address: "aws_vpc.it", type: "aws_vpc", tainted: true, deposed: false, values: { id: "vpc-1" } },
    {
      address: 'null_resource.each["a\\"b"]',
      type: "null_resource",
      tainted: false,
      deposed: false,
      values: {},
    },
    {
      address: "null_resource.count[0]",
      type: "null_resource",
      tainted: false,
      deposed: true,
      values: {},
    },
  ]);
});

test("a state that was never written has none", () => {
  expect(readState("{}")).toEqual([]);
});
