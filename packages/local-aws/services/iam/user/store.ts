import type { Context } from "../../../core/call.ts";
import { collection } from "../../../core/collection.ts";
import type { User } from "../../../models/types/iam.d.ts";
import { noSuchEntity } from "../names.ts";
import type { Tag } from "../tag.ts";

export interface StoredUser extends Omit<User, "Tags" | "PermissionsBoundary"> {
  readonly tags: readonly Tag[];
}

/** By name in lower case. */
export const users = collection<StoredUser>("iam/users", "account", ({ UserName, Arn }) => ({
  id: UserName,
  arn: Arn,
}));

export function findUser(context: Context, name: string): StoredUser {
  const user = context.use(users).get(name.toLowerCase());
  if (user === undefined) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return user;
}

export const showUser = ({ tags, ...user }: StoredUser): User => ({ ...user, Tags: tags });
