import type { Call, Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import type { IpPermission } from "../../../models/types/ec2.d.ts";
import { create, find, newId, remove, show } from "../kind.ts";
import { LIMITS } from "../limits.ts";
import { specifiedTags } from "../tags/check.ts";
import { type StoredSecurityGroup, securityGroups } from "./kind.ts";
import { rulesOf } from "./permissions.ts";
import { inWords, type RuleSpec, sameRule, specsOf } from "./rule-spec.ts";
import { ruleIds, rules, type StoredRule } from "./rules.ts";

export interface RuleRequest {
  readonly GroupId?: string | undefined;
  readonly GroupName?: string | undefined;
  readonly IpPermissions?: readonly IpPermission[] | undefined;
  readonly IpProtocol?: string | undefined;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
  readonly CidrIp?: string | undefined;
}

/** The permissions of a request, which may also be written as single parameters. */
function permissionsIn(input: RuleRequest): readonly IpPermission[] {
  if (input.IpPermissions !== undefined && input.IpPermissions.length > 0) return input.IpPermissions;
  const { IpProtocol, FromPort, ToPort, CidrIp } = input;
  if (IpProtocol === undefined) return [];
  return [{ IpProtocol, FromPort, ToPort, IpRanges: [{ CidrIp }] }];
}

export function groupOf(
  context: Context,
  { GroupId: id, GroupName: name }: RuleRequest,
): StoredSecurityGroup {
  if (id !== undefined) return find(context, securityGroups, id);
  const found = context
    .use(securityGroups.collection)
    .list()
    .find((group) => group.GroupName === name);
  if (found !== undefined) return found;
  if (name === undefined)
    throw new AwsError("MissingParameter", "The request must contain the parameter groupName or groupId");
  throw securityGroups.missing(name);
}

export function addRule(
  context: Context,
  groupId: string,
  egress: boolean,
  spec: RuleSpec,
  tags: Readonly<Record<string, string>> = {},
): StoredRule {
  const id = newId(context, rules);
  context.use(ruleIds).put(groupId, [...(context.use(ruleIds).get(groupId) ?? []), id]);
  return create(
    context,
    rules,
    { SecurityGroupRuleId: id, GroupId: groupId, GroupOwnerId: context.account, IsEgress: egress, ...spec },
    tags,
  );
}

export function dropRule(context: Context, { GroupId: groupId, SecurityGroupRuleId: id }: StoredRule): void {
  context.use(ruleIds).put(
    groupId,
    (context.use(ruleIds).get(groupId) ?? []).filter((other) => other !== id),
  );
  remove(context, rules, id);
}

export function authorize(
  call: Call<RuleRequest & { readonly TagSpecifications?: Parameters<typeof specifiedTags>[1] }>,
  egress: boolean,
) {
  const group = groupOf(call, call.input);
  const specs = specsOf(call, group, permissionsIn(call.input));
  if (specs.length === 0)
    throw new AwsError(
      "MissingParameter",
      "The request must contain the parameter ipPermissions with at least one source",
    );
  const tags = specifiedTags(call, call.input.TagSpecifications, "security-group-rule");
  const added: StoredRule[] = [];
  for (const spec of specs) {
    const existing = rulesOf(call, group.GroupId, egress);
    if (existing.some((rule) => sameRule(rule, spec))) {
      throw new AwsError(
        "InvalidPermission.Duplicate",
        `the specified rule "${inWords(spec)}" already exists`,
      );
    }
    if (existing.length >= LIMITS.rulesPerSecurityGroup) {
      throw new AwsError(
        "RulesPerSecurityGroupLimitExceeded",
        "The maximum number of rules per security group has been reached.",
      );
    }
    added.push(addRule(call, group.GroupId, egress, spec, tags));
  }
  return { Return: true, SecurityGroupRules: added.map((rule) => show(call, rules, rule)) };
}

export function revoke(
  call: Call<RuleRequest & { readonly SecurityGroupRuleIds?: readonly string[] | undefined }>,
  egress: boolean,
) {
  const group = groupOf(call, call.input);
  const ids = call.input.SecurityGroupRuleIds ?? [];
  const mine = rulesOf(call, group.GroupId, egress);
  const named = ids.map((id) => mine.find((rule) => rule.SecurityGroupRuleId === id) ?? notThere(id));
  const matched = specsOf(call, group, permissionsIn(call.input)).map(
    (spec) => mine.find((rule) => sameRule(rule, spec)) ?? notThere(),
  );
  for (const rule of new Set([...named, ...matched])) dropRule(call, rule);
  return { Return: true };
}

function notThere(id?: string): never {
  throw id === undefined
    ? new AwsError("InvalidPermission.NotFound", "The specified rule does not exist in this security group.")
    : new AwsError(
        "InvalidSecurityGroupRuleId.NotFound",
        `The security group rule ID '${id}' does not exist`,
      );
}

/** Descriptions by permission or by rule id. */
export function describeAnew(
  call: Call<
    RuleRequest & {
      readonly SecurityGroupRuleDescriptions?:
        | readonly {
            readonly SecurityGroupRuleId?: string | undefined;
            readonly Description?: string | undefined;
          }[]
        | undefined;
    }
  >,
  egress: boolean,
) {
  const group = groupOf(call, call.input);
  const mine = rulesOf(call, group.GroupId, egress);
  const byId = (call.input.SecurityGroupRuleDescriptions ?? []).map(
    ({ SecurityGroupRuleId: id = "", Description }) => ({
      rule: mine.find((rule) => rule.SecurityGroupRuleId === id) ?? notThere(id),
      Description,
    }),
  );
  const bySpec = specsOf(call, group, permissionsIn(call.input)).map((spec) => ({
    rule: mine.find((rule) => sameRule(rule, spec)) ?? notThere(),
    Description: spec.Description,
  }));
  for (const { rule, Description } of [...byId, ...bySpec]) {
    const { Description: _old, ...rest } = rule;
    call
      .use(rules.collection)
      .put(rule.SecurityGroupRuleId, Description === undefined ? rest : { ...rest, Description });
  }
  return { Return: true };
}
