import type { Context } from "../../../core/call.ts";
import { remove } from "../kind.ts";
import { securityGroups } from "./kind.ts";
import { rulesOf } from "./permissions.ts";
import { dropRule } from "./rule-changes.ts";
import { ruleIds } from "./rules.ts";

export function removeSecurityGroup(context: Context, groupId: string): void {
  for (const rule of rulesOf(context, groupId)) dropRule(context, rule);
  context.use(ruleIds).delete(groupId);
  remove(context, securityGroups, groupId);
}
