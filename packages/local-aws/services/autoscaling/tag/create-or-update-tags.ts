import { findGroup, groups, invalid } from "../group/store.ts";
import { autoscaling } from "../operation.ts";
import { checkTags } from "./check.ts";

export const createOrUpdateTags = autoscaling("CreateOrUpdateTags", (call) => {
  for (const tag of call.input.Tags) {
    if (tag.ResourceId === undefined) throw invalid("A tag needs a resource id");
    const group = findGroup(call, tag.ResourceId);
    const [checked] = checkTags(call, tag.ResourceId, [tag]);
    if (checked === undefined) continue;
    const tags = [...group.tags.filter(({ Key }) => Key !== tag.Key), checked];
    if (tags.length > 50) throw invalid("A group can have no more than 50 tags");
    call.use(groups).patch(group.AutoScalingGroupName, { tags });
  }
  return {};
});
