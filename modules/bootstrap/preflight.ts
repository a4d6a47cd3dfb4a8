import { Resource } from "@cdktf/provider-null/lib/resource";
import type { Requirement } from "@eksplan/playbook/ir";
import { canonical, digest } from "@eksplan/playbook/keys";
import { PLAYBOOK, runnerCommand } from "@eksplan/playbook/runner-command";
import { Fn, TerraformStack } from "cdktf";
import { Construct } from "constructs";

export interface PreflightProps {
  readonly region: string;
  /** Account that Terraform works in; whoever runs the tasks must be in it too. @default - not compared */
  readonly accountId?: string;
  readonly requires: readonly Requirement[];
  /** Variables of the environment that tasks read secrets from. */
  readonly environment: readonly string[];
}

/**
 * Looks for the programs and credentials that the tasks need in the first second of an apply:
 * `null_resource.bootstrap_preflight`. It waits for nothing, so what must not begin without it can wait for it.
 */
export class Preflight extends Construct {
  static readonly #ofStacks = new WeakMap<TerraformStack, Preflight>();

  /** The preflight of a stack; undefined if it has none. */
  static of(stack: TerraformStack): Preflight | undefined {
    return Preflight.#ofStacks.get(stack);
  }

  readonly resource: Resource;
  /** For whatever must not begin before it. */
  readonly address: string;

  constructor(scope: Construct, id: string, { region, accountId, requires, environment }: PreflightProps) {
    super(scope, id);
    const tools = requires.map(({ tool, minimum, maximum }) => ({ tool, minimum, maximum }));
    this.resource = new Resource(this, "this", {
      triggers: { requires: digest(canonical(tools)) },
      provisioners: [
        {
          type: "local-exec",
          ...runnerCommand("preflight"),
          environment: {
            EKS_BOOTSTRAP_PLAYBOOK: PLAYBOOK,
            EKS_BOOTSTRAP_VARS: Fn.jsonencode({
              eks: { region, ...(accountId !== undefined && { account_id: accountId }) },
              ...(environment.length > 0 && { environment: [...environment] }),
            }),
          },
        },
      ],
    });
    this.resource.addOverride("provisioner.0.local-exec.quiet", true);
    Preflight.#ofStacks.set(TerraformStack.of(this), this);
    this.address = `null_resource.${this.resource.friendlyUniqueId}`;
  }
}
