import type { CompiledPlaybook, CompiledUnit } from "../ir.ts";
import type { Contract } from "./contract.ts";
import { type NodeOptions, noProgress, runNodes, runPrelude } from "./engine/node.ts";
import type { Session } from "./engine/session.ts";
import { ContractError } from "./failure.ts";

export interface PlayOptions {
  readonly check: boolean;
  readonly diff: boolean;
  readonly keys: ReadonlySet<string> | undefined;
  readonly startAt: string | undefined;
}

/** @throws ContractError for an unknown option or key */
export function readPlayOptions(args: readonly string[], playbook: CompiledPlaybook): PlayOptions {
  let [check, diff] = [false, false];
  let keys: Set<string> | undefined;
  let startAt: string | undefined;
  const known = new Set(playbook.units.map((unit) => unit.key));
  const needKey = (key: string | undefined): string => {
    if (key === undefined || !known.has(key))
      throw new ContractError(`the playbook has no unit "${key ?? ""}"; it has ${[...known].join(", ")}`);
    return key;
  };
  for (let at = 0; at < args.length; at++) {
    const argument = args[at];
    if (argument === "--check") check = true;
    else if (argument === "--diff") diff = true;
    else if (argument === "--keys")
      keys = new Set((args[++at] ?? "").split(",").filter(Boolean).map(needKey));
    else if (argument === "--start-at") startAt = needKey(args[++at]);
    else throw new ContractError(`unknown option ${JSON.stringify(argument)} of play`);
  }
  return { check, diff, keys, startAt };
}

function wantedUnits({ units }: CompiledPlaybook, { keys, startAt }: PlayOptions): readonly CompiledUnit[] {
  const from = startAt === undefined ? 0 : units.findIndex((unit) => unit.key === startAt);
  return units.slice(from).filter((unit) => keys === undefined || keys.has(unit.key));
}

/** Runs the whole playbook in this process. @returns the exit code */
export async function play(contract: Contract, options: PlayOptions, session: Session): Promise<number> {
  const { report } = session.options;
  const progress = noProgress();
  let current = -1;
  let failedPlay = -1;
  let endedPlay = -1;
  const seen = new Set<string>();
  for (const unit of wantedUnits(contract.playbook, options)) {
    // A failure ends the whole run; only handlers of a play with force_handlers still come.
    const isForced =
      unit.kind === "handler" &&
      contract.playbook.plays[unit.play]?.forceHandlers === true &&
      unit.play === failedPlay;
    if (progress.failed && !isForced) continue;
    if (unit.play === endedPlay) continue;
    if (unit.kind === "handler" && !progress.notified.has(unit.key)) continue;
    if (unit.play !== current) {
      current = unit.play;
      report.header("PLAY", contract.playbook.plays[current]?.name ?? "");
    }
    const common = {
      session,
      progress,
      kind: unit.kind === "handler" ? "RUNNING HANDLER" : "TASK",
      rescued: false,
    } as const;
    // Producers that run in this process anyway need no prelude.
    const prelude = unit.prelude.filter((task) => task.register === undefined || !seen.has(task.register));
    const isFine = await runUnit(unit, prelude, common);
    for (const node of unit.body)
      if (node.kind === "task" && node.register !== undefined) seen.add(node.register);
    if (unit.kind === "handler") progress.notified.delete(unit.key);
    if (!isFine) {
      progress.failed = true;
      failedPlay = unit.play;
    }
    if (progress.ended) {
      endedPlay = unit.play;
      progress.ended = false;
    }
  }
  report.recap(progress.counts);
  if (progress.failed) return 2;
  return options.check && progress.counts.changed > 0 ? 3 : 0;
}

async function runUnit(
  unit: CompiledUnit,
  prelude: CompiledUnit["prelude"],
  common: Omit<NodeOptions, "own" | "item">,
): Promise<boolean> {
  const entries =
    unit.items === undefined
      ? [{ own: {} }]
      : Object.entries(unit.items).map(([item, value]) => ({
          item,
          own: { [unit.loopVar ?? "item"]: value },
        }));
  for (const entry of entries) {
    const options = { ...common, ...entry };
    if (!((await runPrelude(prelude, options)) && (await runNodes(unit.body, options)))) return false;
  }
  return true;
}
