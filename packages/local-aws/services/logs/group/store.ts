import type { Context } from "../../../core/call.ts";
import { collection } from "../../../core/collection.ts";
import { AwsError } from "../../../core/errors.ts";
import type { LogGroup } from "../../../models/types/logs.d.ts";

export interface StoredGroup extends LogGroup {
  readonly logGroupName: string;
  readonly creationTime: number;
  readonly tags: Readonly<Record<string, string>>;
}

export const groups = collection<StoredGroup>("logs/groups", "region", ({ logGroupName }) => ({
  id: logGroupName,
}));

export const groupArn = ({ partition, region, account }: Context, name: string): string =>
  `arn:${partition}:logs:${region}:${account}:log-group:${name}`;

export const missingGroup = (): AwsError =>
  new AwsError("ResourceNotFoundException", "The specified log group does not exist.");

export function findGroup(context: Context, name: string | undefined): StoredGroup {
  const group = name === undefined ? undefined : context.use(groups).get(name);
  if (group === undefined) throw missingGroup();
  return group;
}

/** A group by its ARN, with or without the `:*` that some answers end it in. */
export function findGroupByArn(context: Context, arn: string): StoredGroup {
  const name = /:log-group:([^:]+)(?::\*)?$/.exec(arn)?.[1];
  const group = findGroup(context, name);
  if (!arn.startsWith(groupArn(context, group.logGroupName))) throw missingGroup();
  return group;
}

export const showGroup = (context: Context, { tags: _tags, ...group }: StoredGroup): LogGroup => ({
  ...group,
  arn: `${groupArn(context, group.logGroupName)}:*`,
  logGroupArn: groupArn(context, group.logGroupName),
});
