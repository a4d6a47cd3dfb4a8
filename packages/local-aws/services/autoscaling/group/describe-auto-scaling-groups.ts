import { NotImplemented } from "../../../core/errors.ts";
import { autoscaling } from "../operation.ts";
import { groups, type StoredGroup, showGroup } from "./store.ts";

function test({
  Name: name = "",
  Values: values = [],
}: {
  readonly Name?: string | undefined;
  readonly Values?: readonly string[] | undefined;
}): (group: StoredGroup) => boolean {
  if (name === "tag-key") return ({ tags }) => tags.some(({ Key }) => values.includes(Key));
  if (name === "tag-value") return ({ tags }) => tags.some(({ Value }) => values.includes(Value));
  if (name.startsWith("tag:"))
    return ({ tags }) =>
      tags.some(({ Key, Value }) => Key === name.slice("tag:".length) && values.includes(Value));
  throw new NotImplemented(`autoscaling:DescribeAutoScalingGroups filter "${name}"`);
}

export const describeAutoScalingGroups = autoscaling("DescribeAutoScalingGroups", (call) => {
  const {
    AutoScalingGroupNames: names = [],
    Filters: filters = [],
    IncludeInstances: withInstances = true,
  } = call.input;
  const tests = filters.map(test);
  const pool =
    names.length === 0 ? call.use(groups).list() : names.flatMap((name) => call.use(groups).get(name) ?? []);
  const found = pool
    .filter((group) => tests.every((passes) => passes(group)))
    .map((group) => showGroup(call, group));
  return { AutoScalingGroups: withInstances ? found : found.map((group) => ({ ...group, Instances: [] })) };
});
