import type { Context } from "../../core/call.ts";
import type { CollectionDefinition } from "../../core/collection.ts";
import { groups as autoScalingGroups } from "../autoscaling/group/store.ts";
import { arnOf as ec2Arn } from "../ec2/kind.ts";
import { tags as ec2Tags } from "../ec2/tags/store.ts";
import {
  accessEntries,
  addons,
  capabilities,
  clusters,
  fargateProfiles,
  identityProviders,
  nodegroups,
  podIdentityAssociations,
} from "../eks/state.ts";
import { rules } from "../events/store.ts";
import { instanceProfiles } from "../iam/instance-profile/store.ts";
import { providers } from "../iam/oidc-provider/store.ts";
import { policies } from "../iam/policy/store.ts";
import { keys } from "../kms/key/store.ts";
import { groupArn, groups as logGroups } from "../logs/group/store.ts";
import { buckets } from "../s3/bucket/store.ts";
import { queues } from "../sqs/store.ts";
import { parameterArn, parameters } from "../ssm/parameter/store.ts";

export interface TaggedResource {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

const fromList = (list: readonly { readonly Key: string; readonly Value: string }[]) =>
  Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));

/** Everything in a collection, by its ARN. */
function every<T>(
  context: Context,
  collection: CollectionDefinition<T>,
  arnOf: (value: T) => string,
  tagsOf: (value: T) => TaggedResource["tags"],
): readonly TaggedResource[] {
  return context
    .use(collection)
    .list()
    .map((value) => ({ arn: arnOf(value), tags: tagsOf(value) }));
}

/** IAM is told of in one region only, and roles and users not at all, as in AWS. */
function iam(context: Context): readonly TaggedResource[] {
  if (context.region !== "us-east-1" && context.partition === "aws") return [];
  return [
    ...every(
      context,
      policies,
      ({ Arn }) => Arn,
      ({ tags }) => fromList(tags),
    ),
    ...every(
      context,
      instanceProfiles,
      ({ Arn }) => Arn,
      ({ tags }) => fromList(tags),
    ),
    ...every(
      context,
      providers,
      ({ arn }) => arn,
      ({ tags }) => fromList(tags),
    ),
  ];
}

/** All resources of this account and region that have a tag. */
export function taggedResources(context: Context): readonly TaggedResource[] {
  const ec2 = context.use(ec2Tags);
  const all: readonly TaggedResource[] = [
    ...ec2.keys().flatMap((id) => {
      const found = ec2.get(id);
      return found === undefined ? [] : [{ arn: ec2Arn(context, found.resourceType, id), tags: found.tags }];
    }),
    ...every(
      context,
      clusters,
      ({ arn }) => arn,
      ({ tags }) => tags,
    ),
    ...every(
      context,
      nodegroups,
      ({ nodegroupArn }) => nodegroupArn,
      ({ tags }) => tags,
    ),
    ...every(
      context,
      fargateProfiles,
      ({ fargateProfileArn }) => fargateProfileArn,
      ({ tags }) => tags,
    ),
    ...every(
      context,
      addons,
      ({ addonArn }) => addonArn,
      ({ tags }) => tags,
    ),
    ...every(
      context,
      accessEntries,
      ({ accessEntryArn }) => accessEntryArn,
      ({ tags }) => tags,
    ),
    ...every(
      context,
      podIdentityAssociations,
      ({ associationArn }) => associationArn,
      ({ tags }) => tags,
    ),
    ...every(
      context,
      identityProviders,
      ({ identityProviderConfigArn }) => identityProviderConfigArn,
      ({ tags }) => tags,
    ),
    ...every(
      context,
      capabilities,
      ({ arn }) => arn,
      ({ tags }) => tags,
    ),
    ...every(
      context,
      autoScalingGroups,
      ({ AutoScalingGroupARN = "" }) => AutoScalingGroupARN,
      ({ tags }) => fromList(tags),
    ),
    ...every(
      context,
      keys,
      ({ Arn }) => Arn,
      ({ tags }) => tags,
    ),
    ...every(
      context,
      logGroups,
      ({ logGroupName }) => groupArn(context, logGroupName),
      ({ tags }) => tags,
    ),
    ...every(
      context,
      parameters,
      ({ name }) => parameterArn(context, name),
      ({ tags }) => tags,
    ),
    ...every(
      context,
      queues,
      ({ arn }) => arn,
      ({ tags }) => tags,
    ),
    ...every(
      context,
      rules,
      ({ Arn }) => Arn,
      ({ tags }) => tags,
    ),
    ...context
      .use(buckets)
      .list()
      .filter(({ region }) => region === context.region)
      .map(({ name, tags }) => ({ arn: `arn:${context.partition}:s3:::${name}`, tags })),
    ...iam(context),
  ];
  return all.filter(({ tags }) => Object.keys(tags).length > 0);
}

/** Whether an ARN is of a type such as `ec2:subnet` or of a service such as `eks`. */
export function isOfType(arn: string, type: string): boolean {
  const [wantedService = "", wantedType] = type.split(":");
  const [, , service = "", , , ...rest] = arn.split(":");
  return (
    service === wantedService && (wantedType === undefined || rest.join(":").split(/[/:]/)[0] === wantedType)
  );
}
