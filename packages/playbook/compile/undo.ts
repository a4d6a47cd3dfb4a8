import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import type { CompiledTask, Json, UndoAction, UndoPhase } from "../ir.ts";
import type { DraftTask } from "./draft.ts";
import type { PackedFile } from "./files.ts";
import type { TaskFlow } from "./flow.ts";
import type { Report } from "./report.ts";
import type { Statics } from "./statics.ts";

/** One entry of an undo anchor: what will be taken back when its task goes. */
export interface Anchor {
  readonly phase: UndoPhase;
  readonly identity: string;
  /** `tasks` lacks its values, which Terraform fills in. */
  readonly action:
    | Exclude<UndoAction, { kind: "tasks" }>
    | { readonly kind: "tasks"; readonly tasks: readonly CompiledTask[] };
  /** Names below `eks` and extra variables that the action reads. */
  readonly eks: readonly string[];
  readonly extra: readonly string[];
}

/** Whose deletion would lose data, or hit what others made with it. */
const KEPT = new Set([
  "CustomResourceDefinition",
  "StorageClass",
  "PersistentVolume",
  "PersistentVolumeClaim",
]);
const BASE = new Set(["Namespace", "ClusterRole", "ClusterRoleBinding", "PriorityClass", "IngressClass"]);

export interface UndoContext {
  readonly key: string;
  readonly files: ReadonlyMap<string, PackedFile>;
  /** One per item of an unrolled loop. */
  readonly statics: readonly Statics[];
  readonly compile: (task: DraftTask) => CompiledTask;
  /** Flow of any task, for what an undo reads. */
  readonly flow: (task: DraftTask) => TaskFlow;
  readonly runtime: ReadonlySet<string>;
  readonly extra: ReadonlySet<string>;
  /** Extra variables that nothing may keep. */
  readonly secrets: ReadonlySet<string>;
  readonly report: Report;
}

/** What takes a task back, for each item; empty lists where nothing does. */
export function anchorsOf(task: DraftTask, context: UndoContext): readonly (readonly Anchor[])[] {
  const { undo = "auto" } = task.meta;
  const none = context.statics.map(() => []);
  if (undo === "none") return none;
  if (undo !== "auto")
    return context.statics.map((_, index) => (index === 0 ? [explicit(undo, task, context)] : []));
  const isHelm = task.module === "kubernetes.core.helm";
  if (!isHelm && task.module !== "kubernetes.core.k8s") return none;
  const state = task.args[isHelm ? "release_state" : "state"] ?? task.args["state"] ?? "present";
  if (state !== "present") return none;
  // A condition of the run may have kept the task from making what an undo would delete.
  const isSure = context.statics.every((each) => each.condition(task.when) !== undefined);
  if (!isSure && task.meta.undo === undefined) {
    context.report.warning(
      task.position,
      [],
      "has no undo, since its `when` is known at run time only; set vars: { bootstrap_undo: auto } if it may be undone anyway",
    );
    return none;
  }
  const found = context.statics.map((each) =>
    isHelm ? release(task, each) : objects(task, each, context.files),
  );
  if (!found.includes(undefined)) return found as readonly (readonly Anchor[])[];
  return context.statics.map((_, index) => (index === 0 ? inverted(task, isHelm, context) : []));
}

function release({ args, meta }: DraftTask, statics: Statics): readonly Anchor[] | undefined {
  const name = statics.text(args["name"] ?? args["release_name"] ?? null);
  const namespace = statics.text(args["release_namespace"] ?? args["namespace"] ?? null);
  if (name === undefined || namespace === undefined) return undefined;
  return [
    {
      phase: meta.undoPhase ?? "controllers",
      identity: `helm/${namespace}/${name}`,
      action: { kind: "helm", release: name, namespace },
      eks: [],
      extra: [],
    },
  ];
}

const isMapping = (value: unknown): value is Readonly<Record<string, Json>> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** The objects that a task applies, as far as synth can see all of them. */
function definitions(
  { args }: DraftTask,
  statics: Statics,
  files: ReadonlyMap<string, PackedFile>,
): readonly Json[] | undefined {
  const written = args["definition"] ?? args["resource_definition"] ?? args["inline"];
  if (written !== undefined) return unfold(names(written, statics));
  const { src, template } = args;
  const file = src ?? (isMapping(template) ? template["path"] : template);
  if (file === undefined) {
    const whole = {
      apiVersion: args["api_version"] ?? "v1",
      kind: args["kind"] ?? null,
      metadata: { name: args["name"] ?? null, namespace: args["namespace"] ?? null },
    };
    return unfold(statics.value(whole)?.value);
  }
  const name = statics.text(file);
  const packed = name === undefined ? undefined : files.get(name);
  if (packed === undefined) return undefined;
  const text = readFileSync(packed.source, "utf8");
  const rendered = src !== undefined ? text : statics.text(text);
  return rendered === undefined ? undefined : unfold(rendered);
}

/** Only what names an object must be known; its contents may wait for the run. */
function names(written: Json, statics: Statics): Json | undefined {
  if (Array.isArray(written)) {
    const all = written.map((item: Json) => names(item, statics));
    return all.includes(undefined) ? undefined : (all as Json[]);
  }
  if (!isMapping(written)) return statics.value(written)?.value;
  const metadata = isMapping(written["metadata"]) ? written["metadata"] : {};
  return statics.value({
    apiVersion: written["apiVersion"] ?? null,
    kind: written["kind"] ?? null,
    metadata: { name: metadata["name"] ?? null, namespace: metadata["namespace"] ?? null },
    ...(written["items"] !== undefined && { items: written["items"] }),
  })?.value;
}

function unfold(value: Json | undefined): readonly Json[] | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string") {
    const documents = parseAllDocuments(value);
    if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined;
    return documents.flatMap((document) => unfold(document.toJS() as Json) ?? []);
  }
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item: Json) => unfold(item) ?? []);
  if (isMapping(value) && Array.isArray(value["items"]) && String(value["kind"]).endsWith("List"))
    return unfold(value["items"] as Json);
  return [value];
}

function objects(
  task: DraftTask,
  statics: Statics,
  files: ReadonlyMap<string, PackedFile>,
): readonly Anchor[] | undefined {
  const found = definitions(task, statics, files);
  const fallback = statics.text(task.args["namespace"] ?? null);
  const anchors = found?.map((object): Anchor | undefined | "kept" => {
    const metadata = isMapping(object) && isMapping(object["metadata"]) ? object["metadata"] : {};
    const { apiVersion, kind } = isMapping(object) ? object : {};
    const { name } = metadata;
    if (typeof apiVersion !== "string" || typeof kind !== "string" || typeof name !== "string")
      return undefined;
    if (KEPT.has(kind) && task.meta.undo === undefined) return "kept";
    const namespace = typeof metadata["namespace"] === "string" ? metadata["namespace"] : fallback;
    return {
      phase: task.meta.undoPhase ?? (BASE.has(kind) ? "base" : "objects"),
      identity: ["k8s", apiVersion, kind, ...(namespace === undefined ? [] : [namespace]), name].join("/"),
      action: {
        kind: "k8s",
        apiVersion,
        objectKind: kind,
        name,
        ...(namespace !== undefined && { namespace }),
      },
      eks: [],
      extra: [],
    };
  });
  if (anchors === undefined || anchors.includes(undefined)) return undefined;
  return anchors.filter((anchor) => anchor !== "kept") as readonly Anchor[];
}

/** The task itself with `state: absent`, for names that Terraform knows and synth does not. */
function inverted(task: DraftTask, isHelm: boolean, context: UndoContext): readonly Anchor[] {
  const flow = context.flow(task);
  const reads = [...flow.needs.names].filter(
    (name) => context.runtime.has(name) || context.secrets.has(name),
  );
  if (reads.length > 0 || context.files.size > 0) {
    context.report.warning(
      task.position,
      [],
      `has no undo: its objects are known at run time only${reads.length > 0 ? ` (${reads.join(", ")})` : ""}; list tasks under vars: { bootstrap_undo: […] } to have one`,
    );
    return [];
  }
  const { wait: _wait, wait_condition: _condition, apply: _apply, state: _state, ...args } = task.args;
  const { register: _register, until: _until, failedWhen: _failed, changedWhen: _changed, ...rest } = task;
  const inverse: DraftTask = {
    ...rest,
    notify: [],
    args: { ...args, [isHelm ? "release_state" : "state"]: "absent" },
  };
  return [
    explicit(
      [inverse],
      {
        ...task,
        meta: { ...task.meta, undoPhase: task.meta.undoPhase ?? (isHelm ? "controllers" : "objects") },
      },
      context,
    ),
  ];
}

function explicit(tasks: readonly DraftTask[], { meta }: DraftTask, context: UndoContext): Anchor {
  const flows = tasks.map(context.flow);
  for (const { task, needs } of flows) {
    const secret = [...needs.names].find((name) => context.secrets.has(name));
    if (secret === undefined) continue;
    context.report.unsupported(
      task.position,
      [],
      `an undo that reads the secret "${secret}"`,
      "what an undo needs is kept in the state, and a secret is not; read it there with a lookup",
    );
  }
  const all = (pick: (flow: TaskFlow) => Iterable<string>): string[] =>
    [...new Set(flows.flatMap((flow) => [...pick(flow)]))].sort();
  return {
    phase: meta.undoPhase ?? "objects",
    identity: `task/${context.key}`,
    action: { kind: "tasks", tasks: tasks.map(context.compile) },
    eks: all(({ needs }) => needs.eks),
    extra: all(({ needs }) => [...needs.names].filter((name) => context.extra.has(name))),
  };
}
