import { expect, test } from "vitest";
import { differences, normalizedState } from "../../../../bench/chaos/normalized-state.ts";

interface Resource {
  readonly address: string;
  readonly tainted?: boolean;
  readonly values: Readonly<Record<string, unknown>>;
}

const planOf = (...resources: readonly Resource[]): string =>
  JSON.stringify({
    prior_state: {
      values: { root_module: { resources: resources.map((one) => ({ mode: "managed", ...one })) } },
    },
  });

const vpc = (id: string): Resource => ({ address: "aws_vpc.it", values: { id, cidr_block: "10.0.0.0/16" } });
const subnet = (id: string, inside: string): Resource => ({
  address: "aws_subnet.it",
  values: { id, vpc_id: inside },
});

const [A, B, C, D] = ["a", "b", "c", "d"].map((letter) => letter.repeat(17));

test("what AWS made up is no difference", () => {
  const one = normalizedState(planOf(vpc(`vpc-${A}`), subnet(`subnet-${B}`, `vpc-${A}`)));
  const other = normalizedState(planOf(subnet(`subnet-${D}`, `vpc-${C}`), vpc(`vpc-${C}`)));
  expect(differences(one, other)).toEqual([]);
});

test("what somebody chose is one", () => {
  const changed = { ...vpc(`vpc-${A}`), values: { id: `vpc-${A}`, cidr_block: "10.1.0.0/16" } };
  expect(
    differences(normalizedState(planOf(vpc(`vpc-${A}`))), normalizedState(planOf(changed))),
  ).toHaveLength(2);
});

test("a subnet in another VPC is one, and so is a taint", () => {
  const inside = normalizedState(planOf(vpc(`vpc-${A}`), subnet(`subnet-${B}`, `vpc-${A}`)));
  const outside = normalizedState(planOf(vpc(`vpc-${A}`), subnet(`subnet-${B}`, `vpc-${C}`)));
  expect(differences(inside, outside)).toHaveLength(2);
  const tainted = normalizedState(planOf({ ...vpc(`vpc-${A}`), tainted: true }));
  expect(differences(normalizedState(planOf(vpc(`vpc-${A}`))), tainted)).toHaveLength(2);
});
