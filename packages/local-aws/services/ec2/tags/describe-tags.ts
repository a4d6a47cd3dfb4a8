import { NotImplemented } from "../../../core/errors.ts";
import { wildcard } from "../filters.ts";
import { ec2 } from "../operation.ts";
import { tags } from "./store.ts";

const members = {
  key: "Key",
  "resource-id": "ResourceId",
  "resource-type": "ResourceType",
  value: "Value",
} as const;

export const describeTags = ec2("DescribeTags", (call) => {
  const store = call.use(tags);
  const all = store.keys().flatMap((id) => {
    const { resourceType, tags: tagged } = store.get(id) ?? { resourceType: "", tags: {} };
    return Object.entries(tagged).map(([Key, Value]) => ({
      Key,
      Value,
      ResourceId: id,
      ResourceType: resourceType,
    }));
  });
  const tests = (call.input.Filters ?? []).map(({ Name: name = "", Values: values = [] }) => {
    const patterns = values.map(wildcard);
    const key = name.startsWith("tag:") ? name.slice("tag:".length) : undefined;
    const member = members[name as keyof typeof members];
    if (key === undefined && member === undefined)
      throw new NotImplemented(`EC2 DescribeTags: filter "${name}"`);
    return (tag: (typeof all)[number]) =>
      key !== undefined
        ? tag.Key === key && patterns.some((matches) => matches(tag.Value))
        : patterns.some((matches) => matches(tag[member]));
  });
  return { Tags: all.filter((tag) => tests.every((test) => test(tag))) };
});
