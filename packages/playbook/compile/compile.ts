import type { FieldPath, Issue } from "@eksplan/diagnostics/issue";
import { type CompiledPlaybook, type CompiledUnit, IR_VERSION, type Json } from "../ir.ts";
import { Disk } from "./disk.ts";
import { type DraftPlay, type DraftTask, tasksOf } from "./draft.ts";
import { Files, type PackedFile } from "./files.ts";
import { definedBy, type FlowNode, groups, nodeOf } from "./flow.ts";
import { Keys } from "./keys.ts";
import { readPlays } from "./plays.ts";
import { didYouMean, Report } from "./report.ts";
import { requirementsOf } from "./requirements.ts";
import { type Folders, Source } from "./source.ts";
import { Statics, type StaticValues } from "./statics.ts";
import type { Anchor } from "./undo.ts";
import { UnitBuilder } from "./unit.ts";

export interface CompileOptions {
  /** The playbook, absolute. */
  readonly file: string;
  readonly folders: Folders;
  /** `eks.*` whose values are known at synth. */
  readonly eks: Readonly<Record<string, Json>>;
  /** Variables that stand above all of the playbook's own; texts are templates but for `$unsafe`. @default {} */
  readonly vars?: Readonly<Record<string, Json>>;
  /** Names of extra variables that Terraform passes. */
  readonly extra: readonly string[];
  /** Those of them that hold secrets, and so can't be kept for an undo. @default [] */
  readonly secrets?: readonly string[];
}

/** What Terraform needs to know of a unit beside its compiled form. */
export interface UnitPlan {
  readonly unit: CompiledUnit;
  /** Undo entries; with `unit.items` by item, otherwise under "". */
  readonly anchors: Readonly<Record<string, readonly Anchor[]>>;
  /** Plain values for people to read in a plan. */
  readonly show: Readonly<Record<string, string>>;
  /** Handlers: keys of the units whose replacement replaces it. */
  readonly triggeredBy: readonly string[];
}

export interface Compilation {
  readonly playbook: CompiledPlaybook;
  readonly units: readonly UnitPlan[];
  readonly files: readonly PackedFile[];
  readonly warnings: readonly Issue[];
}

/**
 * Compiles a playbook with its roles.
 * @throws PlaybookError with all mistakes at once
 */
export function compilePlaybook(options: CompileOptions, disk = new Disk()): Compilation {
  const report = new Report();
  const source = new Source(options.folders, report, disk);
  const { eks, vars: given = {} } = options;
  const plays = readPlays(options.file, source, { eks, given, runtime: new Set() });
  const all = plays.flatMap(({ steps, handlers }) => [
    ...steps.filter((step) => step !== "flush").flatMap(tasksOf),
    ...handlers,
  ]);
  const runtime = new Set([...all.flatMap(definedBy), ...options.extra]);
  const values: StaticValues = { eks, given, runtime };
  const keys = new Keys(report);
  const files = new Files(options.folders.project, report, disk);
  const builder = new UnitBuilder({
    keys,
    files,
    values,
    extra: new Set(options.extra),
    secrets: new Set(options.secrets),
    report,
  });

  const ordered = plays.flatMap((play, index) => orderOf(play, index, values, builder, report));
  const nodes = ordered.filter(
    (node) => !isIdle(node, values) || ordered.some((other) => other !== node && reads(other, node)),
  );
  const grouped = groups(nodes, report);
  const units = builder.units(nodes, grouped);
  tellUnread([...Object.keys(given), ...options.extra], options.file, source, files, report);
  report.raise();
  return {
    playbook: {
      version: IR_VERSION,
      file: source.label(options.file),
      plays: plays.map(({ name, forceHandlers, position }) => ({
        name,
        position,
        ...(forceHandlers && { forceHandlers }),
      })),
      units: units.map(({ unit }) => unit),
      requires: requirementsOf(units, values),
    },
    units,
    files: [...files.packed.values()],
    warnings: report.issues.filter(({ severity }) => severity === "warning"),
  };
}

/** What is given and asked for nowhere was most likely meant for a role that is not there. */
function tellUnread(
  given: readonly string[],
  file: string,
  source: Source,
  files: Files,
  report: Report,
): void {
  for (const name of given.filter((each) => !source.mentions(each) && !files.mentions(each)))
    report.warning(
      { file: source.label(file), line: 1, column: 1 },
      [],
      `neither the playbook nor its roles read "${name}", which the cluster file or the program gives; add the role that it is for, or take it away`,
    );
}

/** Tasks in order, handlers where they are flushed, without what is known not to run. */
function orderOf(
  play: DraftPlay,
  index: number,
  values: StaticValues,
  builder: UnitBuilder,
  report: Report,
): readonly FlowNode[] {
  const known = new Map<string, DraftTask[]>();
  for (const handler of play.handlers) {
    const names = [
      handler.name,
      handler.role === undefined ? undefined : `${handler.role} : ${handler.name}`,
      ...handler.listen,
    ];
    for (const name of names.filter((text) => text !== undefined))
      known.set(name, [...(known.get(name) ?? []), handler]);
  }
  const nodes: FlowNode[] = [];
  let waiting: FlowNode[] = [];
  const flush = (): void => {
    for (const handler of play.handlers) {
      const notifiers = waiting.filter((node) =>
        node.flows.some(({ task }) => task.notify.some((name) => known.get(name)?.includes(handler))),
      );
      if (notifiers.length === 0) continue;
      const node = nodeOf(handler, index, true, report);
      builder.notified(node, notifiers);
      nodes.push(node);
      waiting.push(node);
    }
    waiting = [];
  };
  for (const step of play.steps) {
    if (step === "flush") {
      flush();
      continue;
    }
    if (step.kind === "task" && step.module === "ansible.builtin.meta") {
      if (metaAction(step, report) === "flush_handlers") flush();
      continue;
    }
    // A task that registers is looked at again later: a skipped result is a result too.
    const isSkipped =
      step.kind === "task" &&
      step.register === undefined &&
      new Statics(step.vars, values).condition(step.when) === false;
    if (isSkipped) continue;
    const node = nodeOf(step, index, false, report);
    for (const { task } of node.flows) {
      for (const name of task.notify.filter((candidate) => !known.has(candidate)))
        report.error(
          "reference",
          task.position,
          ["notify"],
          `there is no handler "${name}"${didYouMean(name, known.keys())}`,
        );
    }
    nodes.push(node);
    waiting.push(node);
  }
  return nodes;
}

/** Known at synth not to run. */
const isIdle = ({ draft }: FlowNode, values: StaticValues): boolean =>
  tasksOf(draft).every(({ vars, when }) => new Statics(vars, values).condition(when) === false);

const reads = ({ flows }: FlowNode, { draft }: FlowNode): boolean =>
  draft.kind === "task" && flows.some(({ needs }) => definedBy(draft).some((name) => needs.names.has(name)));

function metaAction({ args, position, when }: DraftTask, report: Report): string {
  const action = String(args["_raw_params"]).trim();
  const path: FieldPath = ["ansible.builtin.meta"];
  const known = ["flush_handlers", "noop"];
  const ansibles = [
    "end_play",
    "end_host",
    "end_batch",
    "end_role",
    "clear_facts",
    "clear_host_errors",
    "refresh_inventory",
    "reset_connection",
  ];
  if (ansibles.includes(action))
    report.unsupported(
      position,
      path,
      `"${action}"`,
      "every task is a step of Terraform's; put `when` on the tasks that may be left out",
    );
  else if (!known.includes(action))
    report.error(
      "unknown",
      position,
      path,
      `"${action}" is no action of meta${didYouMean(action, [...known, ...ansibles])}`,
    );
  else if (when.length > 0)
    report.unsupported(
      position,
      path,
      `"${action}" with "when"`,
      "leave out the condition: handlers run only when notified",
    );
  return action;
}
