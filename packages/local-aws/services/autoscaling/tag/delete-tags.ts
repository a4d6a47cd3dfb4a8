import { findGroup, groups } from "../group/store.ts";
import { autoscaling } from "../operation.ts";

export const deleteTags = autoscaling("DeleteTags", (call) => {
  for (const { ResourceId: name = "", Key: key, Value: value } of call.input.Tags) {
    const group = findGroup(call, name);
    const kept = group.tags.filter(
      (tag) => tag.Key !== key || (value !== undefined && value !== "" && tag.Value !== value),
    );
    call.use(groups).patch(name, { tags: kept });
  }
  return {};
});
