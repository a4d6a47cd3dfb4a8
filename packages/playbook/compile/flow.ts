import type { Draft, DraftTask } from "./draft.ts";
import { tasksOf } from "./draft.ts";
import { MODULES } from "./modules.ts";
import { addText, addValue, addVariables, type Needs, noNeeds } from "./references.ts";
import type { Report } from "./report.ts";

/** What one task needs, and what it leaves behind. */
export interface TaskFlow {
  readonly task: DraftTask;
  readonly needs: Needs;
  /** Variables of the playbook that it reaches. */
  readonly vars: ReadonlySet<string>;
}

/** Names that a task sets for those after it. */
export function definedBy({ register, module, args }: DraftTask): readonly string[] {
  const facts =
    module === "ansible.builtin.set_fact" ? Object.keys(args).filter((name) => name !== "cacheable") : [];
  return register === undefined ? facts : [...facts, register];
}

/** Works out what a task reads; mistakes in its templates are told. */
export function taskFlow(task: DraftTask, report: Report): TaskFlow {
  const before = noNeeds();
  const path = [task.module];
  const tell = (mistakes: readonly (string | undefined)[], part: string): void => {
    for (const mistake of mistakes.filter((text) => text !== undefined))
      report.error("template", task.position, [...path, part], `not readable as a template: ${mistake}`);
  };
  const conditions = (needs: Needs, list: readonly (string | boolean)[] | undefined, part: string): void =>
    tell(
      (list ?? []).map((text) => (typeof text === "string" ? addText(needs, text, true) : undefined)),
      part,
    );
  for (const [name, value] of Object.entries(task.args)) {
    const isExpression = task.module === "ansible.builtin.assert" && name === "that";
    if (isExpression)
      conditions(before, (Array.isArray(value) ? value : [value]) as (string | boolean)[], name);
    else tell(addValue(before, value), name);
  }
  if (task.module === "ansible.builtin.debug" && typeof task.args["var"] === "string")
    tell([addText(before, task.args["var"], true)], "var");
  tell(addValue(before, task.name), "name");
  tell(addValue(before, task.environment as never), "environment");
  tell(addValue(before, task.loopControl as never), "loop_control");
  for (const flag of ["ignoreErrors", "noLog", "checkMode", "diff", "retries", "delay"] as const)
    tell(addValue(before, task[flag]), flag);
  conditions(before, task.when, "when");
  const after = noNeeds();
  conditions(after, task.until, "until");
  conditions(after, task.changedWhen, "changed_when");
  conditions(after, task.failedWhen, "failed_when");
  if (task.register !== undefined) after.names.delete(task.register);
  const inside = noNeeds();
  tell(addValue(inside, task.loop), "loop");
  for (const part of [before, after]) merge(inside, part);
  const { loopControl } = task;
  if (task.loop !== undefined) {
    for (const bound of [
      loopControl?.loopVar ?? "item",
      loopControl?.indexVar,
      "ansible_loop",
      "ansible_loop_var",
      "ansible_index_var",
    ])
      if (bound !== undefined) inside.names.delete(bound);
  }
  for (const expression of task.meta.rerunOn ?? [])
    tell([addText(noNeeds(), expression, true)], "bootstrap_rerun_on");
  const vars = addVariables(inside, task.vars);
  return { task, needs: inside, vars };
}

function merge(into: Needs, from: Needs): void {
  for (const name of from.names) into.names.add(name);
  for (const name of from.filters) into.filters.add(name);
  for (const name of from.tests) into.tests.add(name);
  for (const name of from.eks) into.eks.add(name);
  into.lookups.push(...from.lookups);
}

const isFalse = (condition: string | boolean | undefined): boolean =>
  condition === false || (typeof condition === "string" && /^(?:false|no)$/i.test(condition.trim()));

/** Whether what a task found out can be found out again, without a trace. */
export function isRepeatable(draft: Draft): boolean {
  if (draft.kind === "block") return false;
  const { module, args, changedWhen = [], meta } = draft;
  if (meta.readOnly !== undefined) return meta.readOnly;
  if (MODULES[module]?.readOnly === true) return true;
  if (module === "ansible.builtin.uri") {
    const { method = "GET", dest } = args;
    return dest === undefined && typeof method === "string" && /^(?:GET|HEAD|OPTIONS)$/i.test(method);
  }
  return changedWhen.length === 1 && isFalse(changedWhen[0]) && /\.(?:command|shell|script)$/.test(module);
}

/** One place in the order of execution. */
export interface FlowNode {
  readonly draft: Draft;
  readonly play: number;
  readonly flows: readonly TaskFlow[];
  readonly isHandler: boolean;
}

export interface Group {
  /** Indexes of nodes that run in one process, in order. */
  readonly members: readonly number[];
  /** Nodes whose results they need and which are had again. */
  readonly prelude: readonly number[];
}

/**
 * Steps are separate processes that Terraform may skip, so results do not flow by themselves: whoever needs one takes
 * the read-only task that yields it along, or shares a process with the task that changes something.
 */
export function groups(nodes: readonly FlowNode[], report: Report): readonly Group[] {
  const closures = nodes.map((_, index) => producersOf(nodes, index));
  const starts = closures.map((producers, index) =>
    Math.min(index, ...[...producers].filter((producer) => !isRepeatable(nodes[producer]!.draft))),
  );
  const result: Group[] = [];
  for (let end = nodes.length - 1; end >= 0; ) {
    let start = starts[end]!;
    for (let index = end; index >= start; index--) start = Math.min(start, starts[index]!);
    const members = Array.from({ length: end - start + 1 }, (_, offset) => start + offset);
    checkGroup(nodes, members, report);
    const prelude = [...new Set(members.flatMap((member) => [...closures[member]!]))]
      .filter((producer) => producer < start)
      .sort((a, b) => a - b);
    result.unshift({ members, prelude });
    end = start - 1;
  }
  return result;
}

function producersOf(nodes: readonly FlowNode[], index: number): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (reader: number): void => {
    const names = new Set(nodes[reader]!.flows.flatMap(({ needs }) => [...needs.names]));
    for (const name of names) {
      for (let producer = reader - 1; producer >= 0; producer--) {
        const node = nodes[producer]!;
        const setters = node.flows.filter(({ task }) => definedBy(task).includes(name));
        if (setters.length === 0) continue;
        if (!found.has(producer)) {
          found.add(producer);
          visit(producer);
        }
        // A skipped task still registers; a skipped set_fact leaves what was there before.
        if (
          setters.some(
            ({ task }) => task.register === name || (task.when.length === 0 && node.draft.kind === "task"),
          )
        )
          break;
      }
    }
  };
  visit(index);
  return found;
}

function checkGroup(nodes: readonly FlowNode[], members: readonly number[], report: Report): void {
  if (members.length < 2) return;
  const [first, last] = [nodes[members[0]!]!, nodes[members.at(-1)!]!];
  const inside = members.map((member) => nodes[member]!);
  const from = `${first.draft.position.file}:${first.draft.position.line}`;
  if (inside.some(({ isHandler }) => isHandler) || first.play !== last.play) {
    const what = first.play === last.play ? "a handler runs in between" : "it belongs to another play";
    report.unsupported(
      last.draft.position,
      [],
      `reading the result of the task at ${from}, which changes something,`,
      `since ${what}; read the result with a read-only task, or set vars: { bootstrap_readonly: true } on it if it only reads`,
    );
    return;
  }
  report.warning(
    first.draft.position,
    [],
    `runs in one step with the tasks up to line ${last.draft.position.line}, which need its result`,
  );
}

export const nodeOf = (draft: Draft, play: number, isHandler: boolean, report: Report): FlowNode => ({
  draft,
  play,
  isHandler,
  flows: tasksOf(draft).map((task) => taskFlow(task, report)),
});
