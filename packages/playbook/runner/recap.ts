import type { CompiledPlaybook } from "../ir.ts";
import { addCounts, noCounts, type Report } from "./output/report.ts";
import { readRecords } from "./records.ts";

/** Adds up what the units of this apply have done. */
export function recap(playbook: CompiledPlaybook, report: Report): number {
  const records = readRecords();
  const total = noCounts();
  for (const record of records) addCounts(total, record.counts);
  const ran = new Set(records.map((record) => record.key)).size;
  const idle = playbook.units.length - ran;
  report.recap(total, idle > 0 ? `   (not re-run: ${idle} of ${playbook.units.length})` : "");
  return 0;
}
