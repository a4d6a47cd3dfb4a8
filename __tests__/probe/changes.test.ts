import { expect, test } from "vitest";
import type { StackJson } from "../support/synth-cluster.ts";
import { changedArguments } from "./changes.ts";

const stack = (body: object): StackJson => ({ terraform: {}, resource: {}, ...body }) as unknown as StackJson;
const template = (name: string, size: number, extra: object = {}) =>
  stack({ resource: { aws_template: { [name]: { mapping: [{ ebs: { size } }], ...extra } } } });

test.for([
  ["an argument in a block", template("a", 1), template("a", 2), ["aws_template.mapping[].ebs.size"]],
  ["another name", template("a", 1), template("b", 1), ["aws_template"]],
  ["an argument more", template("a", 1), template("a", 1, { tags: {} }), ["aws_template.tags"]],
  [
    "data, outputs and the provider",
    stack({
      data: { aws_ami: { a: { owner: 1 } } },
      output: { id: { value: 1 } },
      provider: { aws: [{ a: 1 }] },
    }),
    stack({
      data: { aws_ami: { a: { owner: 2 } } },
      output: { id: { value: 2 } },
      provider: { aws: [{ a: 2 }] },
    }),
    ["data.aws_ami.owner", "output.value", "provider.aws[].a"],
  ],
  ["nothing", template("a", 1), template("a", 1), []],
] as const)("names what differs: %s", ([, before, after, expected]) => {
  expect(changedArguments(before, after)).toEqual(expected);
});
