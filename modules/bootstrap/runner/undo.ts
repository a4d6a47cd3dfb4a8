import { UNDO_PHASES } from "../ir.ts";
import { readUndoSpec } from "./contract.ts";
import type { SessionOptions } from "./engine/session.ts";
import { ContractError } from "./failure.ts";

export type UndoOptions = Pick<SessionOptions, "mask" | "report" | "children" | "temporary" | "signal">;

export async function undo(phase: string | undefined, options: UndoOptions): Promise<number> {
  if (!UNDO_PHASES.some((known) => known === phase))
    throw new ContractError(`unknown phase "${phase ?? ""}"; there are ${UNDO_PHASES.join(", ")}`);
  const spec = readUndoSpec(process.env);
  options.report.header("UNDO", spec.identity);
  throw new ContractError("undo follows");
}
