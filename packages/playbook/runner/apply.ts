import type { CompiledUnit } from "../ir.ts";
import { type Contract, findUnit, readItem } from "./contract.ts";
import { type NodeOptions, noProgress, type Progress, runNodes, runPrelude } from "./engine/node.ts";
import type { Session } from "./engine/session.ts";
import { isFirst, type Record_, readRecords, removeOldRuns, writeRecord } from "./records.ts";

/** Whether nothing of this run has notified the handler. Without records it runs: better once too often. */
function isIdleHandler(unit: CompiledUnit): boolean {
  if (unit.kind !== "handler") return false;
  const notifiers = readRecords().filter((record) => unit.notifiedBy?.includes(record.key));
  return notifiers.length > 0 && !notifiers.some((record) => record.notified.includes(unit.key));
}

export function statusOfProgress({ counts, failed }: Progress): Record_["status"] {
  if (failed) return "failed";
  if (counts.changed > 0) return "changed";
  return counts.ok > 0 ? "ok" : "skipped";
}

/** Runs one unit of the playbook. @returns the exit code */
export async function apply(contract: Contract, key: string, session: Session): Promise<number> {
  const unit = findUnit(contract.playbook, key, process.env);
  const item = readItem(unit, process.env);
  const { report } = session.options;
  removeOldRuns();
  const play = contract.playbook.plays[unit.play];
  if (play !== undefined && isFirst(`play-${unit.play}`)) report.header("PLAY", play.name);
  const progress = noProgress();
  const own = item === undefined ? {} : { [unit.loopVar ?? "item"]: item.value };
  const options: NodeOptions = {
    session,
    progress,
    own,
    ...(item !== undefined && { item: item.key }),
    kind: unit.kind === "handler" ? "RUNNING HANDLER" : "TASK",
    rescued: false,
  };
  if (isIdleHandler(unit)) {
    report.header(options.kind, unit.body[0]?.name ?? key);
    report.line("skipping: [localhost] => not notified", "skipping");
    progress.counts.skipped++;
  } else {
    const isFine = (await runPrelude(unit.prelude, options)) && (await runNodes(unit.body, options));
    progress.failed = !isFine;
  }
  writeRecord({
    key,
    item: item?.key ?? null,
    play: unit.play,
    status: statusOfProgress(progress),
    counts: progress.counts,
    notified: [...progress.notified],
  });
  if (!progress.failed) return 0;
  // The recap resource will not run, so whoever failed says how it stands, last of all.
  const notRun = contract.playbook.units.length - new Set(readRecords().map((record) => record.key)).size;
  report.recap(progress.counts, notRun > 0 ? `   (${notRun} not run)` : "");
  return 2;
}
