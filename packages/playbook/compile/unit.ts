import { type CompiledNode, type CompiledTask, type Json, RUNTIME_VALUES } from "../ir.ts";
import type { UnitPlan } from "./compile.ts";
import { definition } from "./definition.ts";
import type { Draft, DraftTask } from "./draft.ts";
import type { Files, PackedFile } from "./files.ts";
import { type FlowNode, type Group, isRepeatable, type TaskFlow, taskFlow } from "./flow.ts";
import type { Keys } from "./keys.ts";
import { unrolled } from "./loops.ts";
import type { Report } from "./report.ts";
import { Statics, type StaticValues } from "./statics.ts";
import { type Anchor, anchorsOf } from "./undo.ts";

export interface UnitOptions {
  readonly keys: Keys;
  readonly files: Files;
  readonly values: StaticValues;
  readonly extra: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
  readonly report: Report;
}

/** Turns groups of tasks into what one `null_resource` each runs. */
export class UnitBuilder {
  readonly #options: UnitOptions;
  /** Handler → who can notify it, and the other way round. */
  readonly #notifiers = new Map<FlowNode, readonly FlowNode[]>();
  readonly #handlers = new Map<FlowNode, FlowNode[]>();
  readonly #keys = new Map<FlowNode, string>();

  constructor(options: UnitOptions) {
    this.#options = options;
  }

  notified(handler: FlowNode, notifiers: readonly FlowNode[]): void {
    this.#notifiers.set(handler, notifiers);
    for (const notifier of notifiers)
      this.#handlers.set(notifier, [...(this.#handlers.get(notifier) ?? []), handler]);
  }

  units(nodes: readonly FlowNode[], groups: readonly Group[]): readonly UnitPlan[] {
    const keyOf = new Map<number, string>();
    for (const [index, node] of nodes.entries()) {
      const key = this.#options.keys.take(node.draft, node.isHandler ? "handler_" : "");
      keyOf.set(index, key);
      this.#keys.set(node, key);
    }
    const unitOf = new Map<FlowNode, string>();
    const named = groups.map((group) => {
      const [first, last] = [keyOf.get(group.members[0]!)!, keyOf.get(group.members.at(-1)!)!];
      const key = (first === last ? first : `${first}__${last}`).slice(0, 63).replace(/[-_]+$/, "");
      for (const member of group.members) unitOf.set(nodes[member]!, key);
      return { group, key };
    });
    return named.map(({ group, key }) => this.#unit(key, group, nodes, unitOf));
  }

  #unit(
    key: string,
    group: Group,
    nodes: readonly FlowNode[],
    unitOf: ReadonlyMap<FlowNode, string>,
  ): UnitPlan {
    const members = group.members.map((index) => nodes[index]!);
    const first = members[0]!;
    const loop =
      members.length === 1 && first.draft.kind === "task"
        ? unrolled(first.draft, this.#options.values)
        : undefined;
    const files = new Map<string, PackedFile>();
    const compiled = members.map((node) => this.#node(node.draft, node, loop?.task, files));
    const preludes = group.prelude.map((index) => nodes[index]!);
    const prelude = preludes.flatMap((node) =>
      this.#node(node.draft, node, undefined, files),
    ) as readonly CompiledTask[];
    const flows = [...members, ...preludes].flatMap(({ flows: all, draft }) =>
      draft === loop?.original ? [taskFlow(loop.task, this.#options.report)] : all,
    );
    const eks = names(flows, ({ needs }) => needs.eks).filter(
      (name) => !(RUNTIME_VALUES as readonly string[]).includes(name),
    );
    const extra = names(flows, ({ needs }) => needs.names).filter((name) => this.#options.extra.has(name));
    const notifiers = (this.#notifiers.get(first) ?? []).map((node) => unitOf.get(node)!);
    const rerunOn = members.flatMap(({ draft }) => draft.meta.rerunOn ?? []);
    return {
      unit: {
        key,
        kind: first.isHandler ? "handler" : "task",
        play: first.play,
        def: definition(compiled, prelude, files, rerunOn),
        prelude,
        body: compiled,
        ...(loop !== undefined && { items: loop.items, loopVar: loop.loopVar }),
        ...(first.isHandler && { notifiedBy: [...new Set(notifiers)] }),
        ...(!eks.includes("*") && { eks }),
        extra,
        tags: [...new Set(members.flatMap((node) => node.flows.flatMap(({ task }) => task.tags)))],
      },
      anchors: this.#anchors(key, members, loop, files),
      show: show(members, loop, this.#options.values),
      triggeredBy: [...new Set(notifiers)],
    };
  }

  #node(
    draft: Draft,
    node: FlowNode,
    replaced: DraftTask | undefined,
    files: Map<string, PackedFile>,
  ): CompiledNode {
    if (draft.kind === "task") return this.#task(replaced ?? draft, node, files, draft);
    const part = (list: readonly Draft[]): readonly CompiledNode[] =>
      list.map((inner) => this.#node(inner, node, undefined, files));
    return {
      kind: "block",
      name: nameOf(draft) ?? "block",
      block: part(draft.block),
      rescue: part(draft.rescue),
      always: part(draft.always),
      position: draft.position,
    };
  }

  /** @param written - the task with its loop, where it was unrolled: items may name files */
  #task(
    task: DraftTask,
    node: FlowNode | undefined,
    packed: Map<string, PackedFile>,
    written = task,
  ): CompiledTask {
    const flow = taskFlow(task, this.#options.report);
    const found = this.#options.files.of(task, this.#statics(written));
    for (const [name, file] of found) packed.set(name, file);
    const vars = Object.fromEntries(Object.entries(task.vars).filter(([name]) => flow.vars.has(name)));
    const handlers = (node === undefined ? [] : (this.#handlers.get(node) ?? [])).filter(({ draft }) => {
      if (draft.kind !== "task") return false;
      const names = [draft.name, `${draft.role} : ${draft.name}`, ...draft.listen];
      return task.notify.some((name) => names.includes(name));
    });
    const { module, args, position } = task;
    return {
      kind: "task",
      name: nameOf(task) ?? module,
      module,
      args,
      vars,
      ...(task.when.length > 0 && { when: task.when }),
      ...pick(task, [
        "loop",
        "loopControl",
        "register",
        "changedWhen",
        "failedWhen",
        "ignoreErrors",
        "until",
        "retries",
        "delay",
        "noLog",
        "checkMode",
        "diff",
        "timeout",
      ]),
      ...pick(task.meta, ["requires", "inARow"]),
      ...(task.environment.length > 0 && { environment: task.environment }),
      ...(handlers.length > 0 && { notify: handlers.map((handler) => this.#keys.get(handler)!) }),
      ...(task.tags.length > 0 && { tags: task.tags }),
      ...(found.size > 0 && {
        files: Object.fromEntries([...found].map(([name, file]) => [name, file.packed])),
      }),
      position,
    };
  }

  /** One set of known values, or one for each item that a loop is known to have. */
  #statics(task: DraftTask): readonly Statics[] {
    const statics = new Statics(task.vars, this.#options.values);
    const items = task.loop === undefined ? undefined : statics.value(task.loop)?.value;
    if (!Array.isArray(items)) return [statics];
    return items.map((item: Json) => statics.with({ [task.loopControl?.loopVar ?? "item"]: item }));
  }

  #anchors(
    key: string,
    members: readonly FlowNode[],
    loop: ReturnType<typeof unrolled>,
    files: ReadonlyMap<string, PackedFile>,
  ): Readonly<Record<string, readonly Anchor[]>> {
    const { report, values, extra, secrets } = this.#options;
    const context = {
      key,
      files,
      compile: (task: DraftTask) => this.#task(task, undefined, new Map()),
      flow: (task: DraftTask) => taskFlow(task, report),
      runtime: new Set([...values.runtime].filter((name) => !extra.has(name))),
      extra,
      secrets,
      report,
    };
    if (loop !== undefined) {
      const statics = Object.values(loop.items).map((item) =>
        new Statics(loop.task.vars, values).with({ [loop.loopVar]: item }),
      );
      const lists = anchorsOf(loop.task, { ...context, statics });
      return Object.fromEntries(Object.keys(loop.items).map((item, index) => [item, lists[index] ?? []]));
    }
    const tasks = members
      .flatMap(({ flows }) => flows.map(({ task }) => task))
      .filter((task) => !isRepeatable(task));
    const anchors = tasks.flatMap((task) =>
      anchorsOf(task, { ...context, statics: this.#statics(task) }).flat(),
    );
    return { "": anchors };
  }
}

const names = (flows: readonly TaskFlow[], of: (flow: TaskFlow) => Iterable<string>): readonly string[] =>
  [...new Set(flows.flatMap((flow) => [...of(flow)]))].sort();

const nameOf = ({ role, name }: Draft): string | undefined =>
  name === undefined ? undefined : role === undefined ? name : `${role} : ${name}`;

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Partial<Pick<T, K>> {
  return Object.fromEntries(
    keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]),
  ) as Partial<Pick<T, K>>;
}

/** Values worth reading in a plan: `chart_version: "3.12.2" -> "3.13.0"`. */
function show(
  members: readonly FlowNode[],
  loop: ReturnType<typeof unrolled>,
  values: StaticValues,
): Readonly<Record<string, string>> {
  const shown: Record<string, string> = {};
  if (loop !== undefined) return shown;
  for (const { task } of members.flatMap(({ flows }) => flows)) {
    for (const name of ["chart_version", "replicas"]) {
      const known =
        task.args[name] === undefined
          ? undefined
          : new Statics(task.vars, values).value(task.args[name])?.value;
      if (typeof known === "string" || typeof known === "number") shown[`show_${name}`] ??= String(known);
    }
  }
  return shown;
}
