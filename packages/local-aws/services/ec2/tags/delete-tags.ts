import { AwsError } from "../../../core/errors.ts";
import { kindOfId } from "../kinds.ts";
import { ec2 } from "../operation.ts";
import { tags } from "./store.ts";

/** Without tags all go; a tag given with a value goes only if it has that value. */
export const deleteTags = ec2("DeleteTags", (call) => {
  for (const id of call.input.Resources) {
    if (kindOfId(id) === undefined) throw new AwsError("InvalidID", `The ID '${id}' is not valid`);
    const before = call.use(tags).get(id);
    if (before === undefined) continue;
    const named = call.input.Tags;
    const goes = ([key, value]: readonly [string, string]) =>
      named === undefined || named.length === 0
        ? !key.startsWith("aws:")
        : named.some((tag) => tag.Key === key && (tag.Value === undefined || tag.Value === value));
    const kept = Object.fromEntries(Object.entries(before.tags).filter((entry) => !goes(entry)));
    if (Object.keys(kept).length === 0) call.use(tags).delete(id);
    else call.use(tags).put(id, { ...before, tags: kept });
  }
  return {};
});
