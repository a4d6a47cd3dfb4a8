import type { Context, Operation } from "../../core/call.ts";
import type { CollectionDefinition } from "../../core/collection.ts";
import { findInstanceProfile, instanceProfiles } from "./instance-profile/store.ts";
import { findProvider, providers } from "./oidc-provider/store.ts";
import { iam } from "./operation.ts";
import { findOwnPolicy, policies } from "./policy/store.ts";
import { findRole, roles } from "./role/store.ts";
import { mergeTags, type Tag, withoutTags } from "./tag.ts";
import { findUser, users } from "./user/store.ts";

interface Tagged {
  readonly tags: readonly Tag[];
}

/** Tagging of one sort of resource: the same three operations for each. */
interface Taggable<T extends Tagged> {
  readonly names: readonly [
    "TagRole" | "TagPolicy" | "TagInstanceProfile" | "TagOpenIDConnectProvider" | "TagUser",
    string,
    string,
  ];
  /** Member of the input that says which. */
  readonly member: string;
  readonly collection: CollectionDefinition<T>;
  readonly find: (context: Context, name: string) => T;
  readonly keyOf: (value: T) => string;
}

function tagging<T extends Tagged>({
  names,
  member,
  collection,
  find,
  keyOf,
}: Taggable<T>): readonly Operation[] {
  const [tag, untag, list] = names as readonly ["TagRole", "UntagRole", "ListRoleTags"];
  const target = (context: Context, input: object) =>
    find(context, String((input as Record<string, unknown>)[member]));
  const store = (context: Context, value: T, tags: readonly Tag[]) =>
    context.use(collection).put(keyOf(value), { ...value, tags });
  return [
    iam(tag, (call) => {
      const value = target(call, call.input);
      store(call, value, mergeTags(call, value.tags, call.input.Tags));
      return {};
    }),
    iam(untag, (call) => {
      const value = target(call, call.input);
      store(call, value, withoutTags(value.tags, call.input.TagKeys));
      return {};
    }),
    iam(list, (call) => ({ Tags: target(call, call.input).tags, IsTruncated: false })),
  ];
}

export const tagOperations: readonly Operation[] = [
  ...tagging({
    names: ["TagRole", "UntagRole", "ListRoleTags"],
    member: "RoleName",
    collection: roles,
    find: findRole,
    keyOf: ({ RoleName }) => RoleName.toLowerCase(),
  }),
  ...tagging({
    names: ["TagUser", "UntagUser", "ListUserTags"],
    member: "UserName",
    collection: users,
    find: findUser,
    keyOf: ({ UserName }) => UserName.toLowerCase(),
  }),
  ...tagging({
    names: ["TagPolicy", "UntagPolicy", "ListPolicyTags"],
    member: "PolicyArn",
    collection: policies,
    find: findOwnPolicy,
    keyOf: ({ Arn }) => Arn,
  }),
  ...tagging({
    names: ["TagInstanceProfile", "UntagInstanceProfile", "ListInstanceProfileTags"],
    member: "InstanceProfileName",
    collection: instanceProfiles,
    find: findInstanceProfile,
    keyOf: ({ InstanceProfileName }) => InstanceProfileName.toLowerCase(),
  }),
  ...tagging({
    names: ["TagOpenIDConnectProvider", "UntagOpenIDConnectProvider", "ListOpenIDConnectProviderTags"],
    member: "OpenIDConnectProviderArn",
    collection: providers,
    find: findProvider,
    keyOf: ({ arn }) => arn,
  }),
];
