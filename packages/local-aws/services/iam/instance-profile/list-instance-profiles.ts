import { iam } from "../operation.ts";
import { instanceProfiles, showInstanceProfile } from "./store.ts";

export const listInstanceProfiles = iam("ListInstanceProfiles", (call) => {
  const prefix = call.input.PathPrefix ?? "/";
  const found = call
    .use(instanceProfiles)
    .list()
    .filter(({ Path }) => Path.startsWith(prefix));
  return { InstanceProfiles: found.map((profile) => showInstanceProfile(call, profile)), IsTruncated: false };
});
