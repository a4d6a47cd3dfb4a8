import type { Context } from "../../core/call.ts";
import { collection } from "../../core/collection.ts";
import { AwsError, NotImplemented } from "../../core/errors.ts";
import type { Rule, Target } from "../../models/types/events.d.ts";

export interface StoredRule extends Rule {
  readonly Name: string;
  readonly Arn: string;
  readonly targets: readonly Target[];
  readonly tags: Readonly<Record<string, string>>;
}

/** Rules of the default bus, by name. */
export const rules = collection<StoredRule>("events/rules", "region", ({ Name, Arn }) => ({
  id: Name,
  arn: Arn,
}));

/** There is the default bus only. */
export function requireDefaultBus(bus: string | undefined): void {
  if (bus !== undefined && bus !== "default" && !bus.endsWith(":event-bus/default")) {
    throw new NotImplemented(`EventBridge: the event bus ${bus}`);
  }
}

export function findRule(context: Context, name: string, bus: string | undefined): StoredRule {
  requireDefaultBus(bus);
  const rule = context.use(rules).get(name);
  if (rule === undefined)
    throw new AwsError("ResourceNotFoundException", `Rule ${name} does not exist on EventBus default.`);
  return rule;
}

export function findByArn(context: Context, arn: string): StoredRule {
  const rule = context
    .use(rules)
    .list()
    .find(({ Arn }) => Arn === arn);
  if (rule === undefined)
    throw new AwsError("ResourceNotFoundException", `Rule ${arn} does not exist on EventBus default.`);
  return rule;
}
