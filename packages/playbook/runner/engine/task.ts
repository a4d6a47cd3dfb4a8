import type { CompiledTask } from "../../ir.ts";
import { UndefinedError } from "../../jinja/error.ts";
import { plain } from "../../jinja/json.ts";
import { evaluateCondition, renderText, renderValue } from "../../jinja/render.ts";
import type { Variables } from "../../jinja/scope.ts";
import { settle } from "../../jinja/suspend.ts";
import { output } from "../../jinja/text.ts";
import { TaskFailure } from "../failure.ts";
import { sleep } from "../http.ts";
import type { ModuleResult } from "../modules/module.ts";
import { failure, passes, runItem, skippedBy } from "./item.ts";
import { registered } from "./result.ts";
import type { Session } from "./session.ts";
import type { TaskView } from "./view.ts";

export interface TaskOutcome {
  readonly result: ModuleResult;
  readonly ignored: boolean;
}

/** Runs one task: its loop, its condition, its retries. Never throws for what a task can do wrong. */
export async function runTask(
  session: Session,
  task: CompiledTask,
  own: Readonly<Record<string, unknown>>,
  view: TaskView,
): Promise<TaskOutcome> {
  const { signal } = session.options;
  const variables = session.variables(task, own, signal);
  const flag = async (value: unknown, fallback: boolean): Promise<boolean> =>
    value === undefined ? fallback : settle(() => evaluateCondition(value, variables, variables.environment));
  let result: ModuleResult;
  let isHidden = false;
  try {
    isHidden = await flag(task.noLog, false);
    view.begin(task, await nameOf(task, variables), isHidden);
    result =
      task.loop === undefined
        ? await runItem(session, task, own, view)
        : await runLoop(session, task, own, view);
  } catch (error) {
    session.options.signal.throwIfAborted();
    result = failure(error);
  }
  if (task.register !== undefined) session.facts.set(task.register, registered(result));
  if (result.ansible_facts !== undefined && result.failed !== true) {
    for (const [name, value] of Object.entries(result.ansible_facts)) session.facts.set(name, value);
  }
  if (isHidden) session.options.mask.add(registered(result));
  let ignored = false;
  try {
    ignored = result.failed === true && (await flag(task.ignoreErrors, false));
  } catch (error) {
    result = failure(error);
  }
  view.end(result, ignored, task.loop !== undefined);
  return { result, ignored };
}

async function nameOf(task: CompiledTask, variables: Variables): Promise<string> {
  try {
    return await settle(() => output(renderText(task.name, variables, variables.environment)));
  } catch {
    // A name may speak of what exists only later; Ansible then prints it as written.
    return task.name;
  }
}

async function runLoop(
  session: Session,
  task: CompiledTask,
  own: Readonly<Record<string, unknown>>,
  view: TaskView,
): Promise<ModuleResult> {
  const { signal } = session.options;
  const variables = session.variables(task, own, signal);
  const control = task.loopControl ?? {};
  let items: unknown;
  try {
    items = await settle(() => plain(renderValue(task.loop, variables, variables.environment)));
  } catch (error) {
    // A loop over what does not exist is no mistake if the task is not to run anyway.
    if (error instanceof UndefinedError && !(await passes(task.when, variables).catch(() => true)))
      return skippedBy(task.when);
    throw error;
  }
  if (!Array.isArray(items)) {
    throw new TaskFailure(
      `Invalid data passed to 'loop', it requires a list, got this instead: ${output(items)}. Hint: If you passed a list/dict of just one element, try adding wantlist=True to your lookup invocation or use q/query instead of lookup.`,
    );
  }
  const loopVar = control.loopVar ?? "item";
  const results: Record<string, unknown>[] = [];
  for (const [index, item] of items.entries()) {
    const mine: Record<string, unknown> = { ...own, [loopVar]: item, ansible_loop_var: loopVar };
    if (control.indexVar !== undefined) mine[control.indexVar] = index;
    if (control.extended === true) mine["ansible_loop"] = extended(items, index);
    if (index > 0 && control.pause !== undefined)
      await sleep(Number(plain(renderValue(control.pause, variables, variables.environment))) * 1000, signal);
    const scope = session.variables(task, mine, signal);
    let result: ModuleResult;
    let ignored = false;
    try {
      result = await runItem(session, task, mine, view);
      ignored =
        result.failed === true &&
        task.ignoreErrors !== undefined &&
        evaluateCondition(task.ignoreErrors, scope, scope.environment);
    } catch (error) {
      signal.throwIfAborted();
      result = failure(error);
    }
    const label =
      control.label === undefined
        ? item
        : await settle(() => plain(renderValue(control.label, scope, scope.environment)));
    const named: ModuleResult = { ...result, [loopVar]: item, ansible_loop_var: loopVar };
    view.item(named, label, ignored);
    results.push(registered(named));
  }
  return loopResult(results);
}

const extended = (items: readonly unknown[], index: number): Readonly<Record<string, unknown>> => ({
  allitems: items,
  index: index + 1,
  index0: index,
  first: index === 0,
  last: index === items.length - 1,
  length: items.length,
  revindex: items.length - index,
  revindex0: items.length - index - 1,
  ...(index > 0 ? { previtem: items[index - 1] } : {}),
  ...(index < items.length - 1 ? { nextitem: items[index + 1] } : {}),
});

function loopResult(results: readonly Record<string, unknown>[]): ModuleResult {
  const facts = Object.assign({}, ...results.map((result) => result["ansible_facts"] ?? {})) as Record<
    string,
    unknown
  >;
  const changed = results.some((result) => result["changed"] === true);
  const base = { changed, results, ...(Object.keys(facts).length > 0 ? { ansible_facts: facts } : {}) };
  if (results.length === 0) return { ...base, skipped: true, skipped_reason: "No items in the list" };
  if (results.some((result) => result["failed"] === true))
    return { ...base, failed: true, msg: "One or more items failed" };
  if (results.every((result) => result["skipped"] === true))
    return { ...base, skipped: true, msg: "All items skipped" };
  return { ...base, msg: "All items completed" };
}
