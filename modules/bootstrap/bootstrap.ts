import { NullProvider } from "@cdktf/provider-null/lib/provider";
import type { Issue } from "@eksplan/diagnostics/issue";
import { compilePlaybook, type UnitPlan } from "@eksplan/playbook";
import type { Json } from "@eksplan/playbook/ir";
import { type CompilationCache, keptCompilation } from "@eksplan/playbook/kept";
import { PLAYBOOK, runnerCommand } from "@eksplan/playbook/runner-command";
import type { Folders } from "@eksplan/playbook/source";
import { Fn, type ITerraformDependable, TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { resolvedOnce } from "../terraform/resolved-once.ts";
import { BootstrapAssets } from "./assets.ts";
import { Preflight } from "./preflight.ts";
import { Step } from "./step.ts";
import { UndoAnchors } from "./undo-anchors.ts";
import { type GivenVariables, givenVariables, isPlain, literalValue, type Secret } from "./variables.ts";

/** What a playbook may read of the cluster, as texts; all of them may be references to resources. */
export interface BootstrapCluster {
  readonly name: string;
  readonly region: string;
  readonly arn: string;
  readonly endpoint: string;
  /** PEM in base64. */
  readonly certificateAuthority: string;
  /** Kubernetes minor version, `1.35`; kubectl may be off by one. @default - kubectl of any version will do */
  readonly version?: string;
  /** Account of the cluster, known at plan; the tasks must run in it. @default - not compared */
  readonly accountId?: string;
}

export interface BootstrapProps {
  readonly cluster: BootstrapCluster;
  /** Groups whose least sizes are waited for; their sizes never re-run a task. */
  readonly nodeGroups: readonly { readonly name: string; readonly minSize: number }[];
  /** What must be there before the first task, and outlive the last undo. */
  readonly after: readonly ITerraformDependable[];
  /** The playbook's file, absolute. */
  readonly playbook: string;
  readonly folders: Folders;
  /** More values under `eks`, plain or references. @default {} */
  readonly values?: Readonly<Record<string, Json>>;
  /**
   * Variables of the playbook, above those that it sets itself: plain values, which synth already works with, or
   * references to resources of this stack or another. Data, never templates. Not for secrets: a digest of them is in the
   * state, and plain ones are in the synthesized JSON.
   * @default {}
   */
  readonly vars?: Readonly<Record<string, Json>>;
  /** Secrets as variables of the playbook. @default {} */
  readonly secretVars?: Readonly<Record<string, Secret>>;
  /** The bundled runner. @see runnerBundle */
  readonly runnerBundle: string;
  /** Keeps the compiled playbook between runs. @default - compiled every time */
  readonly cache?: CompilationCache;
  /**
   * Leaves the tasks to `npm run bootstrap -- play`, run by people where the API can be reached. Nothing of the bootstrap
   * is in the plan then, and nothing of it is undone.
   * @default false
   */
  readonly manual?: boolean;
  /** Deletes PersistentVolumeClaims, and with them volumes, before the cluster goes. @default false */
  readonly deleteVolumes?: boolean;
}

/** Values that change in daily business: passed on, but no reason to run a task again. */
const VOLATILE = new Set(["node_groups", "minimum_nodes"]);

/**
 * A playbook as Terraform resources: one `null_resource.bootstrap_<key>` a task, in order, undone in reverse when it
 * goes. The tasks run on the machine that runs Terraform.
 * @throws PlaybookError with all mistakes of the playbook at once
 * @see https://registry.terraform.io/providers/hashicorp/null/latest/docs/resources/resource
 */
export class Bootstrap extends Construct {
  /** What the first AWS object waits for; there is none of a manual bootstrap. */
  readonly preflight: Preflight | undefined;
  /** The last step, for whatever comes after the bootstrap. */
  readonly done: readonly ITerraformDependable[];
  readonly warnings: readonly Issue[];
  readonly #texts = new Map<string, string>();

  constructor(scope: Construct, id: string, props: BootstrapProps) {
    super(scope, id);
    const values = valuesOf(props);
    const given = givenVariables(props.vars ?? {}, props.secretVars ?? {});
    const options = {
      file: props.playbook,
      folders: props.folders,
      eks: Object.fromEntries(Object.entries(values).filter(([, value]) => isPlain(value))),
      vars: given.known,
      extra: Object.keys(given.references),
      secrets: [...given.secrets],
    };
    const compilation =
      props.cache === undefined ? compilePlaybook(options) : keptCompilation(options, props.cache);
    this.warnings = compilation.warnings;
    new BootstrapAssets(this, "assets", { compilation, runnerBundle: props.runnerBundle });
    if (props.manual === true) {
      this.done = [];
      return;
    }
    nullProvider(this);
    this.preflight = new Preflight(this, "preflight", {
      region: props.cluster.region,
      ...(props.cluster.accountId !== undefined && { accountId: props.cluster.accountId }),
      requires: compilation.playbook.requires,
      environment: Object.values(given.environment),
    });

    const first: readonly ITerraformDependable[] = [...props.after, this.preflight.resource];
    const undo = new UndoAnchors(this, "undo", {
      cluster: clusterValues(props.cluster),
      values,
      references: given.references,
      units: compilation.units,
      deleteVolumes: props.deleteVolumes ?? false,
      after: first,
    });
    const steps = new Map<string, Step>();
    let last = first;
    for (const plan of compilation.units) {
      const step = this.#step(plan, props, { values, given }, undo, steps, last);
      steps.set(plan.unit.key, step);
      last = [step.resource];
    }
    this.done = [this.#recap([...steps.values()], last)];
  }

  #step(
    plan: UnitPlan,
    props: BootstrapProps,
    { values, given }: { readonly values: Readonly<Record<string, Json>>; readonly given: GivenVariables },
    undo: UndoAnchors,
    steps: ReadonlyMap<string, Step>,
    after: readonly ITerraformDependable[],
  ): Step {
    const { eks = Object.keys(values), extra } = plan.unit;
    const read = pick(values, eks);
    const vars = pick(given.references, extra);
    const steady = pick(
      read,
      eks.filter((name) => !VOLATILE.has(name)),
    );
    const open = pick(
      vars,
      extra.filter((name) => !given.secrets.has(name)),
    );
    // What synth and the playbook know is in the definition; only a digest of the rest reaches the state.
    const seen = { ...steady, ...(Object.keys(open).length > 0 && { vars: open }) };
    const versions = Object.entries(pick(given.versions, extra)).map(
      ([name, version]) => `${name} ${version}`,
    );
    const masked = [
      ...extra.filter((name) => given.secrets.has(name)).map((name) => `vars.${name}`),
      ...Object.values(given.environment).map((name) => `env.${name}`),
    ];
    return new Step(this, plan.unit.key, {
      plan,
      environment: this.#shared(["environment", eks, extra], () =>
        Fn.jsonencode({ eks: { ...read, ...clusterValues(props.cluster) }, vars }),
      ),
      vars:
        Object.keys(seen).length === 0
          ? ""
          : this.#shared(["vars", eks, extra], () => Fn.sha256(Fn.jsonencode(seen))),
      secrets: versions.join(", "),
      masked,
      endpoint: props.cluster.endpoint,
      anchorIds: (anchors) => undo.idsOf(anchors),
      replacedBy: plan.triggeredBy.map((key) => steps.get(key)!.resource),
      after,
    });
  }

  /** Many tasks read the same values: one text for all of them. */
  #shared(what: readonly unknown[], make: () => string): string {
    const key = JSON.stringify(what);
    const text = this.#texts.get(key) ?? resolvedOnce(make());
    this.#texts.set(key, text);
    return text;
  }

  /** Not a `null_resource`, so that a plan's `null_resource`s are the tasks. It runs only if any of them ran. */
  #recap(steps: readonly Step[], after: readonly ITerraformDependable[]): TerraformResource {
    const ids = steps.map(({ ids }) => ids);
    // Not cdktf's own DataResource: that one runs `terraform version` for every stack it is in.
    const recap = new TerraformResource(this, "recap", {
      terraformResourceType: "terraform_data",
      dependsOn: [...after],
      provisioners: [
        { type: "local-exec", ...runnerCommand("recap"), environment: { EKS_BOOTSTRAP_PLAYBOOK: PLAYBOOK } },
      ],
    });
    recap.addOverride("triggers_replace", `\${sha256(jsonencode([${ids.join(", ")}]))}`);
    recap.addOverride("provisioner.0.local-exec.quiet", true);
    return recap;
  }
}

/** One provider block a stack, however many constructs need it. */
function nullProvider(scope: Construct): void {
  const stack = TerraformStack.of(scope);
  if (stack.node.tryFindChild("null") !== undefined) return;
  new NullProvider(stack, "null", {});
  stack.addOverride("terraform.required_providers.null", { source: "hashicorp/null", version: "~> 3.2" });
}

const pick = <T>(from: Readonly<Record<string, T>>, names: readonly string[]): Readonly<Record<string, T>> =>
  Object.fromEntries(names.filter((name) => Object.hasOwn(from, name)).map((name) => [name, from[name]!]));

const clusterValues = (cluster: BootstrapCluster) => ({
  cluster_name: cluster.name,
  cluster_arn: cluster.arn,
  region: cluster.region,
  endpoint: cluster.endpoint,
  certificate_authority: cluster.certificateAuthority,
});

function valuesOf({ cluster, nodeGroups, values = {} }: BootstrapProps): Readonly<Record<string, Json>> {
  const given = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, literalValue(value)]),
  );
  return {
    ...given,
    ...clusterValues(cluster),
    ...(cluster.version !== undefined && { version: cluster.version }),
    ...(cluster.accountId !== undefined && { account_id: cluster.accountId }),
    node_groups: nodeGroups.map(({ name }) => name),
    minimum_nodes: nodeGroups.reduce((sum, { minSize }) => sum + minSize, 0),
  };
}
