import { AwsError } from "../../../core/errors.ts";
import { kindOfId } from "../kinds.ts";
import { ec2 } from "../operation.ts";
import { checkCount, checkTags } from "./check.ts";
import { tags } from "./store.ts";

export const createTags = ec2("CreateTags", (call) => {
  const added = checkTags(call, call.input.Tags);
  for (const id of call.input.Resources) {
    const of = kindOfId(id);
    if (of === undefined) throw new AwsError("InvalidID", `The ID '${id}' is not valid`);
    if (!call.use(of.collection).has(id)) throw of.missing(id);
    const merged = { ...call.use(tags).get(id)?.tags, ...added };
    checkCount(merged);
    call.use(tags).put(id, { resourceType: of.resourceType, tags: merged });
  }
  return {};
});
