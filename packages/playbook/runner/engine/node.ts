import type { CompiledBlock, CompiledNode, CompiledTask } from "../../ir.ts";
import { type Counts, noCounts } from "../output/report.ts";
import { statusOf } from "./result.ts";
import type { Session } from "./session.ts";
import { runTask } from "./task.ts";
import { PrintedTask, QuietTask } from "./view.ts";

/** What came of a list of nodes. */
export interface Progress {
  readonly counts: Counts;
  readonly notified: Set<string>;
  /** A task failed and nothing rescued it. */
  failed: boolean;
  /** `meta: end_play`. */
  ended: boolean;
}

export const noProgress = (): Progress => ({
  counts: noCounts(),
  notified: new Set(),
  failed: false,
  ended: false,
});

export interface NodeOptions {
  readonly session: Session;
  readonly progress: Progress;
  readonly own: Readonly<Record<string, unknown>>;
  readonly kind: "TASK" | "RUNNING HANDLER";
  /** What the one item is called for which the nodes run. @default - there is no loop around them */
  readonly item?: string;
  /** Whether a failure here will be rescued by a block around it. */
  readonly rescued: boolean;
}

/** Runs nodes in order until one fails. @returns whether all went well */
export async function runNodes(nodes: readonly CompiledNode[], options: NodeOptions): Promise<boolean> {
  for (const node of nodes) {
    const isFine = node.kind === "task" ? await runOne(node, options) : await runBlock(node, options);
    if (!isFine) return false;
    if (options.progress.ended) return true;
  }
  return true;
}

async function runOne(task: CompiledTask, options: NodeOptions): Promise<boolean> {
  const { session, progress } = options;
  if (task.module === "ansible.builtin.meta") return runMeta(task, progress);
  const view = new PrintedTask(session.options.report, options.kind, session.options.diff, options.item);
  const { result, ignored } = await runTask(session, task, options.own, view);
  const { counts } = progress;
  const status = statusOf(result);
  if (status === "skipped") counts.skipped++;
  else if (status === "failed" && !ignored) {
    if (options.rescued) counts.rescued++;
    else counts.failed++;
    session.facts.set("ansible_failed_task", { name: task.name, action: task.module, args: task.args });
    session.facts.set("ansible_failed_result", { ...result });
    return false;
  } else {
    counts.ok++;
    if (result.changed) counts.changed++;
    if (ignored) counts.ignored++;
    if (result.changed) for (const key of task.notify ?? []) progress.notified.add(key);
  }
  return true;
}

function runMeta(task: CompiledTask, progress: Progress): boolean {
  const action = task.args["_raw_params"];
  if (action === "end_play" || action === "end_host" || action === "end_batch") progress.ended = true;
  return true;
}

async function runBlock(block: CompiledBlock, options: NodeOptions): Promise<boolean> {
  const hasRescue = block.rescue.length > 0;
  let isFine = await runNodes(block.block, { ...options, rescued: hasRescue || options.rescued });
  if (!isFine && hasRescue) isFine = await runNodes(block.rescue, options);
  const isClosed = await runNodes(block.always, options);
  return isFine && isClosed;
}

/** Runs producers of values silently. @returns whether all went well; a failure has been printed and counted */
export async function runPrelude(tasks: readonly CompiledTask[], options: NodeOptions): Promise<boolean> {
  for (const task of tasks) {
    const { result, ignored } = await runTask(
      options.session,
      task,
      options.own,
      new QuietTask(options.session.options.report),
    );
    if (result.failed === true && !ignored) {
      options.progress.counts.failed++;
      return false;
    }
  }
  return true;
}
