import type { CompiledTask, Conditions } from "../../ir.ts";
import { UndefinedError } from "../../jinja/error.ts";
import { plain } from "../../jinja/json.ts";
import { evaluateCondition, isTemplate, renderText, renderValue } from "../../jinja/render.ts";
import type { Variables } from "../../jinja/scope.ts";
import { settle } from "../../jinja/suspend.ts";
import { output } from "../../jinja/text.ts";
import { messageOf, TaskFailure } from "../failure.ts";
import { sleep } from "../http.ts";
import { checkArguments } from "../modules/arguments.ts";
import type { ModuleResult } from "../modules/module.ts";
import { registry } from "../modules/registry.ts";
import { childEnvironment } from "../process/environment.ts";
import { type Deadline, deadline } from "./deadline.ts";
import { registered, statusOf } from "./result.ts";
import type { Session } from "./session.ts";
import type { TaskView } from "./view.ts";

export interface TaskOutcome {
  readonly result: ModuleResult;
  readonly ignored: boolean;
}

const DEFAULT_MINUTES = 10;
const HELM_MINUTES = 30;

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

function failure(error: unknown): ModuleResult {
  const more = error instanceof TaskFailure ? error.result : {};
  return {
    changed: false,
    ...more,
    failed: true,
    msg: error instanceof TaskFailure ? error.message : `Task failed: ${messageOf(error)}`,
  };
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

async function passes(conditions: Conditions | undefined, variables: Variables): Promise<boolean> {
  for (const condition of conditions ?? []) {
    if (!(await settle(() => evaluateCondition(condition, variables, variables.environment)))) return false;
  }
  return true;
}

const skippedBy = (conditions: Conditions | undefined, failed?: string | boolean): ModuleResult => ({
  changed: false,
  skipped: true,
  skip_reason: "Conditional result was False",
  false_condition: failed ?? conditions?.[0] ?? "",
});

async function runItem(
  session: Session,
  task: CompiledTask,
  own: Readonly<Record<string, unknown>>,
  view: TaskView,
): Promise<ModuleResult> {
  const variables = session.variables(task, own, session.options.signal);
  for (const condition of task.when ?? []) {
    if (!(await settle(() => evaluateCondition(condition, variables, variables.environment))))
      return skippedBy(task.when, condition);
  }
  const minutes = task.module.startsWith("kubernetes.core.helm") ? HELM_MINUTES : DEFAULT_MINUTES;
  const time = deadline(session.options.signal, task.timeout ?? minutes * 60);
  try {
    return await runWithRetries(session, task, own, view, time);
  } catch (error) {
    session.options.signal.throwIfAborted();
    if (time.isOver)
      return failure(
        new TaskFailure(`Timed out after ${time.seconds} second(s).`, { timedout: { period: time.seconds } }),
      );
    throw error;
  } finally {
    time.stop();
  }
}

async function runWithRetries(
  session: Session,
  task: CompiledTask,
  own: Readonly<Record<string, unknown>>,
  view: TaskView,
  time: Deadline,
): Promise<ModuleResult> {
  const variables = session.variables(task, own, time.signal);
  const number = async (value: unknown, fallback: number): Promise<number> => {
    if (value === undefined) return fallback;
    const rendered = Number(plain(await settle(() => renderValue(value, variables, variables.environment))));
    if (Number.isNaN(rendered))
      throw new TaskFailure(`retries and delay must be numbers, got ${JSON.stringify(value)}`);
    return rendered;
  };
  const repeats = task.until !== undefined || task.retries !== undefined;
  const retries = repeats ? Math.max(0, await number(task.retries, 3)) : 0;
  const delay = Math.max(0, await number(task.delay, 5));
  for (let attempt = 1; ; attempt++) {
    const [result, after] = await attemptOnce(session, task, own, view, time);
    if (!repeats || retries === 0) return result;
    const done = task.until === undefined ? result.failed !== true : await passes(task.until, after);
    if (done) return { ...result, attempts: attempt };
    // Ansible counts the first try as none of the retries, and reports one attempt less than it made.
    if (attempt > retries) return { ...result, failed: true, attempts: attempt - 1 };
    view.retrying(retries - attempt + 1);
    await sleep(delay * 1000, time.signal);
  }
}

async function attemptOnce(
  session: Session,
  task: CompiledTask,
  own: Readonly<Record<string, unknown>>,
  view: TaskView,
  time: Deadline,
): Promise<readonly [ModuleResult, Variables]> {
  const variables = session.variables(task, own, time.signal);
  let result: ModuleResult;
  try {
    result = await callModule(session, task, variables, view, time);
  } catch (error) {
    if (time.signal.aborted) throw error;
    result = failure(error);
  }
  const after = variables.fork();
  if (task.register !== undefined) after.data({ [task.register]: registered(result) });
  const judged: Record<string, unknown> = { ...result };
  if (result.skipped !== true) {
    if (task.changedWhen !== undefined) judged["changed"] = await passes(task.changedWhen, after);
    if (task.failedWhen !== undefined) {
      judged["failed"] = await passes(task.failedWhen, after);
      judged["failed_when_result"] = judged["failed"];
    }
  }
  const final = judged as ModuleResult;
  if (task.register !== undefined) after.data({ [task.register]: registered(final) });
  return [final, after];
}

/** `set_fact` takes any names, `assert` and `debug` expressions: their arguments are not those of other modules. */
async function argumentsOf(
  task: CompiledTask,
  variables: Variables,
): Promise<Readonly<Record<string, unknown>>> {
  const raw =
    task.module === "ansible.builtin.assert"
      ? ["that"]
      : task.module === "ansible.builtin.debug"
        ? ["var"]
        : [];
  const rendered: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(task.args)) {
    // Names of facts may be templates.
    const name = isTemplate(key)
      ? output(await settle(() => renderText(key, variables, variables.environment)))
      : key;
    if (raw.includes(name)) {
      rendered[name] = value;
      continue;
    }
    try {
      const item = (await settle(() => plain(renderValue({ value }, variables, variables.environment)))) as {
        readonly value?: unknown;
      };
      if ("value" in item) rendered[name] = item.value;
    } catch (error) {
      throw new TaskFailure(
        `Finalization of task args for '${task.module}' failed: Error while resolving value for '${name}': ${messageOf(error)}${hint(error, variables)}`,
        {},
        { cause: error },
      );
    }
  }
  return task.module === "ansible.builtin.set_fact" ? { facts: rendered } : rendered;
}

/** Names that exist, when one was asked for that does not. */
function hint(error: unknown, variables: Variables): string {
  const name =
    error instanceof UndefinedError ? /^'(\w+)' is undefined$/.exec(error.message)?.[1] : undefined;
  if (name === undefined) return "";
  const known = variables
    .names()
    .filter((candidate) => !candidate.startsWith("ansible_") && !candidate.startsWith("inventory_"));
  return `; variables here: ${known.join(", ")}`;
}

async function callModule(
  session: Session,
  task: CompiledTask,
  variables: Variables,
  view: TaskView,
  time: Deadline,
): Promise<ModuleResult> {
  const { options } = session;
  const module = registry[task.module];
  if (module === undefined) throw new TaskFailure(`couldn't resolve module/action '${task.module}'`);
  const given = await argumentsOf(task, variables);
  const spec =
    task.module === "ansible.builtin.set_fact" ? { facts: { type: "dict" as const } } : module.spec;
  const args = checkArguments(task.module, spec, given);
  for (const [name, rule] of Object.entries(module.spec))
    if (rule.noLog === true && args.has(name)) options.mask.add(args.get(name));
  const flag = (value: unknown, fallback: boolean): boolean =>
    value === undefined || value === null
      ? fallback
      : evaluateCondition(value, variables, variables.environment);
  const check = flag(task.checkMode, options.check);
  if (check && !module.supportsCheck) {
    return {
      changed: false,
      skipped: true,
      msg: `remote module (${task.module}) does not support check mode`,
    };
  }
  // A module that renders (`template`, `assert`) may meet a lookup whose answer must be waited for.
  return settle(() =>
    module.run(args, {
      task,
      check,
      diff: flag(task.diff, options.diff),
      verbosity: options.report.verbosity,
      environment: childEnvironment(process.env, environmentOf(task, variables)),
      cluster: options.cluster,
      signal: time.signal,
      mask: options.mask,
      children: options.children,
      file: (name) => session.file(task, name),
      kubernetes: (moduleArgs) => session.kubernetes(moduleArgs, time.signal),
      variables,
      jinja: variables.environment,
      temporary: async () => options.temporary.folder(),
      progress: (line) => view.progress(line),
    }),
  );
}

function environmentOf(task: CompiledTask, variables: Variables): Readonly<Record<string, string>> {
  const result: Record<string, string> = {};
  for (const layer of task.environment ?? []) {
    const rendered = plain(renderValue(layer, variables, variables.environment)) as Readonly<
      Record<string, unknown>
    > | null;
    if (typeof rendered !== "object") throw new TaskFailure("environment must be a dictionary");
    for (const [name, value] of Object.entries(rendered ?? {})) result[name] = output(value);
  }
  return result;
}

export const outcomeStatus = (outcome: TaskOutcome): ReturnType<typeof statusOf> => statusOf(outcome.result);
