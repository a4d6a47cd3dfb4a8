/**
 * The compiled playbook: what synth writes to `playbook.json` and the runner reads. No cdktf, no YAML, no Node here.
 *
 * The process contract around it (arguments, environment, exit codes, records) is in README.md beside this file.
 */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Version of this file's shape; the runner refuses any other with exit code 4. */
export const IR_VERSION = 1;

/** Where something was written, counted from 1; `file` is relative to the project. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * A bare Jinja expression that must come out as true or false, as in `when`.
 * A list means "and". Literal booleans stay booleans.
 */
export type Conditions = readonly (string | boolean)[];

export interface LoopControl {
  /** @default "item" */
  readonly loopVar?: string;
  readonly indexVar?: string;
  /** Template of what the output calls an item. @default - the item */
  readonly label?: Json;
  /** Seconds between items. @default 0 */
  readonly pause?: Json;
  /** Adds `ansible_loop`. @default false */
  readonly extended?: boolean;
}

/**
 * One task. Everything inherited (from play, role, block, `module_defaults`) is already merged in, strings are still
 * Jinja templates.
 */
export interface CompiledTask {
  readonly kind: "task";
  /** May be a template. Role tasks carry their role in front: `kubeconfig : Write the kubeconfig`. */
  readonly name: string;
  /** Full name, `ansible.builtin.copy`. Short and old names are resolved at synth. */
  readonly module: string;
  /**
   * Arguments by Ansible's names. The free form of `command`, `shell`, `script` and `raw` arrives as `cmd`, that of
   * `meta` and `include_*` as `_raw_params`; `creates=` and friends in it are arguments of their own.
   */
  readonly args: Readonly<Record<string, Json>>;
  /**
   * Variables of the playbook that this task can reach, by precedence merged to one map of templates. Rendered lazily
   * and recursively, as Ansible does. Terraform's values, facts and registered results stand above them.
   */
  readonly vars: Readonly<Record<string, Json>>;
  readonly when?: Conditions;
  /** A list (items are templates) or one template that gives a list. */
  readonly loop?: Json;
  readonly loopControl?: LoopControl;
  readonly register?: string;
  readonly changedWhen?: Conditions;
  readonly failedWhen?: Conditions;
  /** `true`, or a template that gives a boolean. */
  readonly ignoreErrors?: Json;
  readonly until?: Conditions;
  /** How often `until` must hold in a row, a delay apart; only what does not hold uses up a retry. @default 1 */
  readonly inARow?: number;
  /** Number or template. @default 3 with `until`, as Ansible */
  readonly retries?: Json;
  /** Seconds, number or template. @default 5 */
  readonly delay?: Json;
  /** Variables for the task's child processes, values are templates. Later maps win. */
  readonly environment?: readonly (Readonly<Record<string, Json>> | string)[];
  /** Result, arguments and item are censored and their values masked. */
  readonly noLog?: Json;
  /** Forces check mode on (`true`) or off (`false`) for this task. */
  readonly checkMode?: Json;
  readonly diff?: Json;
  /** Seconds. 0 means none. @default - 600, 1800 for helm */
  readonly timeout?: number;
  /** Keys of handler units (never names), notified when this task changed something. */
  readonly notify?: readonly string[];
  readonly tags?: readonly string[];
  /** Programs that the task says it can't do without. */
  readonly requires?: readonly { readonly tool: string; readonly minimum?: string }[];
  /**
   * Local files that came with the playbook: path as the task writes it (rendered) → path relative to playbook.json.
   * `copy`, `template`, `script`, `k8s` `src`/`template`, `helm` `chart_ref`/`values_files` and the lookups `file` and
   * `template` look here first. A directory is packed with all that is below it.
   */
  readonly files?: Readonly<Record<string, string>>;
  readonly position: Position;
}

/** Only blocks with `rescue` or `always` are left; the others are flattened. */
export interface CompiledBlock {
  readonly kind: "block";
  readonly name: string;
  readonly block: readonly CompiledNode[];
  readonly rescue: readonly CompiledNode[];
  readonly always: readonly CompiledNode[];
  readonly position: Position;
}

export type CompiledNode = CompiledTask | CompiledBlock;

/** What one `null_resource` (or one instance of it) runs: one process. */
export interface CompiledUnit {
  /** `^[a-z][a-z0-9_-]{0,62}$`; address `null_resource.bootstrap_<key>` with `-` as it is. */
  readonly key: string;
  readonly kind: "task" | "handler";
  /** Index into `plays`. */
  readonly play: number;
  /** sha256 over what, when changed, makes the unit run again. Compared with `EKS_BOOTSTRAP_DEF`. */
  readonly def: string;
  /**
   * Producers of registered values and facts that `body` reads, in order. Run first and silently, never in check
   * mode's disguise: they are read-only. A failure here is printed with the producer's own name and fails the unit.
   */
  readonly prelude: readonly CompiledTask[];
  /** More than one node when a changing producer and its consumers are fused. */
  readonly body: readonly CompiledNode[];
  /**
   * The loop was unrolled to Terraform's `for_each`: instance key → item. The runner runs `body` with the loop
   * variable (`loopVar`) set to the item of `EKS_BOOTSTRAP_ITEM`. The one task in `body` has then no `loop`.
   */
  readonly items?: Readonly<Record<string, Json>>;
  /** @default "item" */
  readonly loopVar?: string;
  /** Handlers only: units that can notify it. */
  readonly notifiedBy?: readonly string[];
  /** Names under `eks` that the unit can read; `undefined` means all of them. */
  readonly eks?: readonly string[];
  /** Names of extra variables (Terraform's values outside of `eks`) that the unit can read. */
  readonly extra: readonly string[];
  readonly tags: readonly string[];
}

export interface CompiledPlay {
  readonly name: string;
  /** Handlers run even after a failure in the play. @default false */
  readonly forceHandlers?: boolean;
  readonly position: Position;
}

/** A program on PATH that some units can't do without. */
export interface Requirement {
  readonly tool: string;
  /** Lowest version, `3.12`. @default - any */
  readonly minimum?: string;
  /** Highest version, with all of its patches: `1.36` takes 1.36.4. @default - any */
  readonly maximum?: string;
  /** Keys of the units. */
  readonly neededBy: readonly string[];
}

export interface CompiledPlaybook {
  readonly version: typeof IR_VERSION;
  /** The playbook's file, relative to the project. */
  readonly file: string;
  readonly plays: readonly CompiledPlay[];
  /** In the order of execution, handlers at the point where they are flushed. */
  readonly units: readonly CompiledUnit[];
  readonly requires: readonly Requirement[];
}

/** `EKS_BOOTSTRAP_VARS`, as JSON. Data: nothing in it is ever rendered. */
export interface ProcessValues {
  /** Always the five of `ClusterValues`, and what the unit reads beyond them. */
  readonly eks: Readonly<Record<string, Json>> & ClusterValues;
  /** Extra variables by name, above everything but registered results and facts. */
  readonly vars: Readonly<Record<string, Json>>;
  /** Preflight only: variables of the environment that must be set. */
  readonly environment?: readonly string[];
}

/** What the runner needs to reach the cluster. */
export interface ClusterValues {
  readonly cluster_name: string;
  readonly cluster_arn: string;
  readonly region: string;
  /** `https://…`, no trailing slash. */
  readonly endpoint: string;
  /** PEM in base64, as EKS gives it. */
  readonly certificate_authority: string;
}

/**
 * `eks.*` that the runner itself fills in on the machine where it runs; never from Terraform, never a trigger:
 * `kubeconfig` (path of `.kube/<cluster>.yaml`), `ca_file` (the CA as a PEM file, for `uri`'s `ca_path`) and `machine`
 * (its name and addresses, for messages).
 */
export const RUNTIME_VALUES = ["kubeconfig", "ca_file", "machine"] as const;

/** Order of destruction is the reverse of this list. */
export const UNDO_PHASES = ["base", "controllers", "objects", "workloads"] as const;
export type UndoPhase = (typeof UNDO_PHASES)[number];

/**
 * `EKS_BOOTSTRAP_SPEC` of `undo`: everything an undo needs, as it was when the task was applied (it comes from the
 * state, so the runner must read every version that ever was).
 */
export interface UndoSpec {
  readonly version: 1;
  /** What is undone: `k8s/v1/Namespace/team-a`, `helm/kube-system/metrics-server`, `task/<key>`, `drain`, `network interfaces`. */
  readonly identity: string;
  readonly cluster: ClusterValues;
  readonly action: UndoAction;
}

export type UndoAction =
  /**
   * Delete one object, wait until it is gone. A Namespace only when nothing but what Kubernetes itself put there is
   * left, otherwise it stays and the output says so. Not found is success.
   */
  | {
      readonly kind: "k8s";
      readonly apiVersion: string;
      readonly objectKind: string;
      readonly namespace?: string;
      readonly name: string;
    }
  /** `helm uninstall --wait`; not found is success. */
  | { readonly kind: "helm"; readonly release: string; readonly namespace: string }
  /**
   * Run tasks: an explicit `bootstrap_undo`, or the inverse (`state: absent`) of a task whose names were not known at
   * synth. `values` are `vars` of `ProcessValues` and the extra `eks.*` the tasks read.
   */
  | {
      readonly kind: "tasks";
      readonly tasks: readonly CompiledTask[];
      readonly eks: Readonly<Record<string, Json>>;
      readonly vars: Readonly<Record<string, Json>>;
    }
  /**
   * Delete what makes controllers hold AWS objects and wait until it is gone: Services of type LoadBalancer,
   * Ingresses, Gateways, Karpenter NodePools (until their NodeClaims vanish), and PersistentVolumeClaims when
   * `volumes` is set. APIs that the cluster does not serve are skipped. Refused while the cluster has node groups that
   * no stack has made.
   */
  | { readonly kind: "drain"; readonly volumes: boolean }
  /**
   * Delete the network interfaces in this VPC that the cluster's CNI has left behind. Of a VPC that goes with the cluster
   * (`owned`), what others have put into it is named, or deleted if it carries the cluster's mark.
   */
  | { readonly kind: "interfaces"; readonly vpc: string; readonly owned?: boolean };
