import { Resource } from "@cdktf/provider-null/lib/resource";
import type { UnitPlan } from "@eksplan/playbook";
import { type ClusterValues, type Json, UNDO_PHASES, type UndoPhase } from "@eksplan/playbook/ir";
import { runnerCommand } from "@eksplan/playbook/runner-command";
import type { Anchor } from "@eksplan/playbook/undo";
import { Fn, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { literal, literalDeep } from "../terraform/template.ts";

export interface UndoAnchorsProps {
  readonly cluster: ClusterValues;
  readonly values: Readonly<Record<string, Json>>;
  /** Variables of the playbook that Terraform fills in. No secret is among those that an undo reads. */
  readonly references: Readonly<Record<string, Json>>;
  readonly units: readonly UnitPlan[];
  readonly deleteVolumes: boolean;
  /** What must outlive the undoing. */
  readonly after: readonly ITerraformDependable[];
}

/**
 * What takes the tasks back: `null_resource.bootstrap_undo_10_base` to `…_40_workloads`, an instance for each thing
 * that was made.
 *
 * They are resources of their own, and run nothing when they are created, because Terraform runs no destroy-time
 * provisioner of a resource that is tainted. The four blocks always stay, also without instances: a block that is gone
 * can't undo anything.
 * @see https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax#destroy-time-provisioners
 */
export class UndoAnchors extends Construct {
  readonly #resources = new Map<UndoPhase, Resource>();

  constructor(scope: Construct, id: string, props: UndoAnchorsProps) {
    super(scope, id);
    const drain: Anchor = {
      phase: "workloads",
      identity: "drain",
      action: { kind: "drain", volumes: props.deleteVolumes },
      eks: [],
      extra: [],
    };
    const anchors = [...props.units.flatMap((plan) => Object.values(plan.anchors).flat()), drain];
    let after = props.after;
    for (const [index, phase] of UNDO_PHASES.entries()) {
      const resource = new Resource(this, `${(index + 1) * 10}_${phase}`, {
        triggers: { id: "${each.value.id}", spec: "${each.value.spec}" },
        dependsOn: [...after],
        lifecycle: { ignoreChanges: ['triggers["spec"]'] },
        provisioners: [
          {
            type: "local-exec",
            when: "destroy",
            ...runnerCommand("undo", phase),
            environment: { EKS_BOOTSTRAP_SPEC: "${self.triggers.spec}" },
          },
        ],
      });
      resource.addOverride("provisioner.0.local-exec.quiet", true);
      const own = anchors.filter((anchor) => anchor.phase === phase);
      resource.addOverride(
        "for_each",
        Object.fromEntries(own.map((anchor) => [literal(anchor.identity), instance(anchor, props)])),
      );
      this.#resources.set(phase, resource);
      after = [resource];
    }
  }

  /** Expression of the ids of undo entries: a task runs again when what would undo it is new. */
  idsOf(anchors: readonly Anchor[]): string {
    const ids = anchors.map(({ phase, identity }) => {
      const address = `null_resource.${this.#resources.get(phase)!.friendlyUniqueId}`;
      return `${address}[${JSON.stringify(literal(identity))}].id`;
    });
    if (ids.length === 0) return "";
    return ids.length === 1 ? `\${${ids[0]}}` : `\${sha256(join(",", [${ids.join(", ")}]))}`;
  }
}

function instance(
  { identity, action, eks, extra }: Anchor,
  { cluster, values, references }: UndoAnchorsProps,
): Readonly<Record<string, string>> {
  const among = (all: Readonly<Record<string, Json>>, names: readonly string[]) =>
    Object.fromEntries(names.filter((name) => Object.hasOwn(all, name)).map((name) => [name, all[name]!]));
  const whole =
    action.kind === "tasks"
      ? { ...literalDeep(action), eks: among(values, eks), vars: among(references, extra) }
      : literalDeep(action);
  return {
    id: Fn.sha256(`${literal(identity)} ${cluster.endpoint}`),
    spec: Fn.jsonencode({ version: 1, identity: literal(identity), cluster, action: whole }),
  };
}
