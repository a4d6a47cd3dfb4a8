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
import { registered } from "./result.ts";
import type { Session } from "./session.ts";
import type { TaskView } from "./view.ts";

const DEFAULT_MINUTES = 10;
const HELM_MINUTES = 30;

/** A result for what went wrong. */
export function failure(error: unknown): ModuleResult {
  const more = error instanceof TaskFailure ? error.result : {};
  return {
    changed: false,
    ...more,
    failed: true,
    msg: error instanceof TaskFailure ? error.message : `Task failed: ${messageOf(error)}`,
  };
}

/** Whether all conditions hold. */
export async function passes(conditions: Conditions | undefined, variables: Variables): Promise<boolean> {
  for (const condition of conditions ?? []) {
    if (!(await settle(() => evaluateCondition(condition, variables, variables.environment)))) return false;
  }
  return true;
}

export const skippedBy = (conditions: Conditions | undefined, failed?: string | boolean): ModuleResult => ({
  changed: false,
  skipped: true,
  skip_reason: "Conditional result was False",
  false_condition: failed ?? conditions?.[0] ?? "",
});

/** Runs a task once, or for one item of its loop: condition, time limit, retries. */
export async function runItem(
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
  let inARow = 0;
  let misses = 0;
  for (let attempt = 1; ; attempt++) {
    const [result, after] = await attemptOnce(session, task, own, view, time);
    // What is skipped in check mode has nothing that `until` could look at.
    if (!repeats || retries === 0 || result.skipped === true) return result;
    const holds = task.until === undefined ? result.failed !== true : await passes(task.until, after);
    inARow = holds ? inARow + 1 : 0;
    if (inARow >= (task.inARow ?? 1)) return { ...result, attempts: attempt };
    if (!holds) {
      // Ansible counts the first try as none of the retries, and reports one attempt less than it made.
      if (++misses > retries) return { ...result, failed: true, attempts: attempt - 1 };
      view.retrying(retries - misses + 1);
    }
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
