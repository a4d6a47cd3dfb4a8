import { AwsError } from "../../../core/errors.ts";
import { arnOf, checkPath } from "../names.ts";
import { iam } from "../operation.ts";
import { checkTags } from "../tag.ts";
import { instanceProfiles, showInstanceProfile } from "./store.ts";

export const createInstanceProfile = iam("CreateInstanceProfile", (call) => {
  const { InstanceProfileName: name } = call.input;
  const path = checkPath(call.input.Path);
  if (call.use(instanceProfiles).has(name.toLowerCase())) {
    throw new AwsError("EntityAlreadyExists", `Instance Profile ${name} already exists.`);
  }
  const profile = call.use(instanceProfiles).put(name.toLowerCase(), {
    InstanceProfileName: name,
    InstanceProfileId: `AIPA${call.ids.upper(17)}`,
    Arn: arnOf(call, "instance-profile", path, name),
    Path: path,
    CreateDate: call.now,
    tags: checkTags(call, call.input.Tags),
  });
  return { InstanceProfile: showInstanceProfile(call, profile) };
});
