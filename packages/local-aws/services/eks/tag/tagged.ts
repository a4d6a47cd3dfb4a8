import type { Context } from "../../../core/call.ts";
import type { CollectionDefinition } from "../../../core/collection.ts";
import { AwsError } from "../../../core/errors.ts";
import {
  accessEntries,
  addons,
  capabilities,
  clusters,
  connectedClusters,
  fargateProfiles,
  identityProviders,
  nodegroups,
  podIdentityAssociations,
  subscriptions,
} from "../state.ts";

interface Tagged {
  readonly tags: Readonly<Record<string, string>>;
}

type TaggedCollection = CollectionDefinition<Tagged & Readonly<Record<string, unknown>>>;

/** Kinds of things by the first part of what is behind the account in their ARN, with the member that holds it. */
const kinds: Readonly<Record<string, readonly [TaggedCollection, string]>> = {
  cluster: [clusters, "arn"],
  nodegroup: [nodegroups, "nodegroupArn"],
  fargateprofile: [fargateProfiles, "fargateProfileArn"],
  addon: [addons, "addonArn"],
  "access-entry": [accessEntries, "accessEntryArn"],
  podidentityassociation: [podIdentityAssociations, "associationArn"],
  identityproviderconfig: [identityProviders, "identityProviderConfigArn"],
  capability: [capabilities, "arn"],
  "eks-anywhere-subscription": [subscriptions, "arn"],
} as unknown as Readonly<Record<string, readonly [TaggedCollection, string]>>;

/** The thing behind an ARN, and a way to give it other tags. */
export function findTagged(
  context: Context,
  arn: string,
): { readonly tags: Tagged["tags"]; put(tags: Tagged["tags"]): void } {
  const match = /^arn:aws[a-z-]*:eks:([a-z0-9-]+):(\d{12}):([a-z-]+)\/(.+)$/.exec(arn);
  const [kind, clusterName] = [match?.[3] ?? "", match?.[4]?.split("/")[0] ?? ""];
  const entry = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (entry === undefined)
    throw new AwsError("BadRequestException", `Invalid resource ARN: ${arn}`, { status: 400 });
  const [kindOf, member] = entry;
  const isConnected = kind === "cluster" && context.use(connectedClusters).has(clusterName);
  const things = context.use(isConnected ? (connectedClusters as unknown as TaggedCollection) : kindOf);
  const stands = kind === "cluster" || kind === "eks-anywhere-subscription";
  const prefix = stands ? clusterName : `${clusterName}/`;
  const key = things.keys(prefix).find((each) => things.get(each)?.[member] === arn);
  if (key === undefined)
    throw new AwsError("NotFoundException", `The specified resource could not be found: ${arn}`, {
      status: 404,
    });
  return {
    tags: things.get(key)?.tags ?? {},
    put: (tags) => {
      things.patch(key, { tags });
    },
  };
}
