import { AwsError } from "../../../core/errors.ts";
import { arnOf, checkPath } from "../names.ts";
import { iam } from "../operation.ts";
import { checkTags } from "../tag.ts";
import { showUser, users } from "./store.ts";

export const createUser = iam("CreateUser", (call) => {
  const { UserName: name } = call.input;
  const path = checkPath(call.input.Path);
  if (call.use(users).has(name.toLowerCase()))
    throw new AwsError("EntityAlreadyExists", `User with name ${name} already exists.`);
  const user = call.use(users).put(name.toLowerCase(), {
    UserName: name,
    Path: path,
    UserId: `AIDA${call.ids.upper(17)}`,
    Arn: arnOf(call, "user", path, name),
    CreateDate: call.now,
    tags: checkTags(call, call.input.Tags),
  });
  return { User: showUser(user) };
});
