import type { Call } from "../../../core/call.ts";
import type { Tag } from "../../../models/types/autoscaling.d.ts";
import { type GroupTag, invalid } from "../group/store.ts";

/** Tags for one group, as they are kept. */
export function checkTags(
  call: Pick<Call, "caller">,
  name: string,
  tags: readonly Tag[] = [],
): readonly GroupTag[] {
  return tags.map(({ Key, Value = "", PropagateAtLaunch = false, ResourceId, ResourceType }) => {
    if (ResourceId !== undefined && ResourceId !== name)
      throw invalid(`The tag's resource ${ResourceId} is not the group ${name}`);
    if (ResourceType !== undefined && ResourceType !== "auto-scaling-group")
      throw invalid(`Invalid resource type ${ResourceType}`);
    if (/^aws:/i.test(Key) && call.caller.service === undefined)
      throw invalid("Tags beginning with 'aws:' are reserved for system use");
    return { Key, Value, PropagateAtLaunch };
  });
}
