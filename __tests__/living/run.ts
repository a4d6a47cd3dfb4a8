import type { RecordedEdit } from "../../commands/docs/edit-rows.ts";
import type { Block } from "../probe/probe.ts";
import type { Lab } from "./lab.ts";
import { describeTouches, effectOf, faultOf, type Planned, type Touch } from "./outcome.ts";
import { reasonOf } from "./reasons.ts";
import { recordedEdits } from "./record.ts";
import type { Row, Table } from "./rows.ts";

/** Edits that one plan can show: no two of them touch the same. */
function batches(rows: readonly Row[]): readonly (readonly Row[])[] {
  const found: Row[][] = [];
  for (const row of rows) {
    const fits = (batch: readonly Row[]) =>
      row.item !== undefined &&
      batch.every(({ cluster, item }) => cluster === row.cluster && item !== undefined && item !== row.item);
    const batch = found.find(fits);
    if (batch === undefined) found.push([row]);
    else batch.push(row);
  }
  return found;
}

/** Deploys each cluster, and plans every row, as many as possible at once. */
export async function planAll(lab: Lab, { rows, files }: Table): Promise<readonly RecordedEdit[]> {
  const planned = new Map<Row, Planned>();
  const clusters = [...new Set(rows.map(({ cluster }) => cluster))];
  for (const name of clusters) {
    await lab.deploy(name, files[name]);
    if (describeTouches(touched(await lab.plan(name, files[name]))) !== "")
      throw new Error(`${name}: the plan is not empty before any edit`);
    for (const batch of batches(rows.filter(({ cluster }) => cluster === name)))
      await planBatch(lab, batch, files, planned);
  }
  return withoutStaying(rows.map((row) => recorded(row, planned.get(row)!)));
}

/** What was set must go when it is taken out, unless a reason says why it may stay. */
function withoutStaying(all: readonly RecordedEdit[]): readonly RecordedEdit[] {
  // A sample may leave out the row that sets it.
  const hadEffect = new Set(
    [...all, ...recordedEdits()]
      .filter(({ edit, effect }) => edit === "set" && effect !== "nothing")
      .map(({ field }) => field),
  );
  return all.map((row) => {
    if (row.effect !== "nothing" || row.reason !== "") return row;
    if (row.edit === "changed") return { ...row, isBad: true, reason: "another value changes nothing" };
    return row.edit === "taken out" && hadEffect.has(row.field)
      ? { ...row, isBad: true, reason: "what was set stays" }
      : row;
  });
}

const touched = (outcome: Planned): readonly Touch[] => (outcome.kind === "planned" ? outcome.touches : []);

async function planBatch(
  lab: Lab,
  batch: readonly Row[],
  files: Table["files"],
  planned: Map<Row, Planned>,
): Promise<void> {
  const [one] = batch;
  if (one === undefined) return;
  const file = batch.reduce<Block>((edited, { change }) => change(edited), files[one.cluster]);
  const outcome = await lab.plan(one.cluster, file);
  if (batch.length === 1) {
    planned.set(one, outcome);
    return;
  }
  const parts = outcome.kind === "planned" ? shared(outcome.touches, batch) : undefined;
  if (parts !== undefined) {
    for (const [row, touches] of parts) planned.set(row, { kind: "planned", touches });
    return;
  }
  // One of them is refused, or changes more than its item: the halves will tell which.
  const middle = Math.ceil(batch.length / 2);
  await planBatch(lab, batch.slice(0, middle), files, planned);
  await planBatch(lab, batch.slice(middle), files, planned);
}

/** Which row has touched what; undefined if something belongs to none. */
function shared(
  all: readonly Touch[],
  batch: readonly Row[],
): ReadonlyMap<Row, readonly Touch[]> | undefined {
  const parts = new Map(batch.map((row) => [row, all.filter(({ address }) => address.includes(row.item!))]));
  const known = new Set([...parts.values()].flat());
  return all.every((touch) => known.has(touch)) ? parts : undefined;
}

function recorded({ field, edit }: Row, outcome: Planned): RecordedEdit {
  const row = { field, edit };
  const reason = reasonOf(field, edit);
  switch (outcome.kind) {
    case "refused":
      return { ...row, effect: "refused", isBad: false, details: "-", reason: outcome.by };
    case "fails":
      return { ...row, effect: "fails", isBad: true, details: "-", reason: outcome.message.slice(0, 200) };
    case "planned": {
      const fault = faultOf(outcome.touches) ?? reason?.bad;
      return {
        ...row,
        effect: effectOf(outcome.touches),
        isBad: fault !== undefined,
        details: describeTouches(outcome.touches) || "-",
        reason: fault ?? reason?.why ?? "",
      };
    }
  }
}
