import { Resource } from "@cdktf/provider-null/lib/resource";
import type { UnitPlan } from "@eksplan/playbook";
import { canonical, digest } from "@eksplan/playbook/keys";
import { PLAYBOOK, runnerCommand } from "@eksplan/playbook/runner-command";
import type { Anchor } from "@eksplan/playbook/undo";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { literal } from "../terraform/template.ts";

export interface StepProps {
  readonly plan: UnitPlan;
  /** `EKS_BOOTSTRAP_VARS`. */
  readonly environment: string;
  /** Digest of the values read, made by Terraform. */
  readonly vars: string;
  /** Versions of the secrets read, or "". */
  readonly secrets: string;
  /** Places in the values and names of the environment that the runner masks, as `vars.token` and `env.TOKEN`. */
  readonly masked: readonly string[];
  readonly endpoint: string;
  readonly anchorIds: (anchors: readonly Anchor[]) => string;
  /** Whose replacement replaces this one. */
  readonly replacedBy: readonly Resource[];
  readonly after: readonly ITerraformDependable[];
}

/**
 * One task: `null_resource.bootstrap_<key>`, with an instance for each item of a loop that synth knows.
 *
 * Its triggers hold what makes it run again and nothing else: not the runner, not a path, not a name.
 */
export class Step extends Construct {
  readonly resource: Resource;
  /** Expression of the ids of all instances. */
  readonly ids: string;

  constructor(scope: Construct, id: string, { plan, ...props }: StepProps) {
    super(scope, id);
    const { unit, anchors, show } = plan;
    const { items } = unit;
    const isLoop = items !== undefined;
    this.resource = new Resource(this, "this", {
      triggers: {
        def: unit.def,
        cluster: props.endpoint,
        ...(props.vars !== "" && { vars: props.vars }),
        ...(props.secrets !== "" && { secrets: literal(props.secrets) }),
        ...(isLoop
          ? { item: "${each.value.item}", anchor: "${each.value.anchor}" }
          : { anchor: props.anchorIds(anchors[""] ?? []) }),
        ...Object.fromEntries(Object.entries(show).map(([name, value]) => [name, literal(value)])),
      },
      dependsOn: [...props.after],
      provisioners: [
        {
          type: "local-exec",
          ...runnerCommand("apply", unit.key),
          environment: {
            EKS_BOOTSTRAP_PLAYBOOK: PLAYBOOK,
            EKS_BOOTSTRAP_DEF: unit.def,
            EKS_BOOTSTRAP_VARS: props.environment,
            ...(props.masked.length > 0 && { EKS_BOOTSTRAP_MASK: JSON.stringify(props.masked) }),
            ...(isLoop && { EKS_BOOTSTRAP_ITEM: "${each.key}" }),
          },
        },
      ],
    });
    // Terraform's JSON takes bare addresses here, and refuses the references that cdktf would write.
    if (props.replacedBy.length > 0)
      this.resource.addOverride("lifecycle.replace_triggered_by", props.replacedBy.map(addressOf));
    // The line that Terraform would print before each task says nothing but the command, always the same.
    this.resource.addOverride("provisioner.0.local-exec.quiet", true);
    if (isLoop) {
      const instances = Object.entries(items).map(([key, item]) => [
        literal(key),
        { item: digest(canonical(item)), anchor: props.anchorIds(anchors[key] ?? []) },
      ]);
      this.resource.addOverride("for_each", Object.fromEntries(instances));
    }
    const address = addressOf(this.resource);
    this.ids = isLoop ? `values(${address})[*].id` : `${address}.id`;
  }
}

const addressOf = (resource: Resource): string => `null_resource.${resource.friendlyUniqueId}`;
