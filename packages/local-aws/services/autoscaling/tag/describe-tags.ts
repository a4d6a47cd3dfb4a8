import { NotImplemented } from "../../../core/errors.ts";
import { groups } from "../group/store.ts";
import { autoscaling } from "../operation.ts";

const members = {
  "auto-scaling-group": "ResourceId",
  key: "Key",
  value: "Value",
  "propagate-at-launch": "PropagateAtLaunch",
} as const;

export const describeTags = autoscaling("DescribeTags", (call) => {
  const all = call
    .use(groups)
    .list()
    .flatMap(({ tags, AutoScalingGroupName }) =>
      tags.map((tag) => ({ ...tag, ResourceId: AutoScalingGroupName, ResourceType: "auto-scaling-group" })),
    );
  const tests = (call.input.Filters ?? []).map(({ Name: name = "", Values: values = [] }) => {
    const member = members[name as keyof typeof members];
    if (member === undefined) throw new NotImplemented(`autoscaling:DescribeTags filter "${name}"`);
    return (tag: (typeof all)[number]) => values.includes(String(tag[member]));
  });
  return { Tags: all.filter((tag) => tests.every((passes) => passes(tag))) };
});
