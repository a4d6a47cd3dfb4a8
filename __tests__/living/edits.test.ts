import { afterAll, beforeAll, expect, test } from "vitest";
import { editLine } from "../../commands/docs/edit-rows.ts";
import { describeWithTerraform, isSlowWanted, SLOW, scratchFolder } from "../support/terraform.ts";
import type { ClusterName } from "./clusters.ts";
import { type Lab, openLab } from "./lab.ts";
import { principalsOf } from "./principals.ts";
import { REASONS } from "./reasons.ts";
import { recordedEdits } from "./record.ts";
import { EDITED, type Row, type Table, tableOf } from "./rows.ts";
import { planAll } from "./run.ts";
import { NOT_PLANNED } from "./settings.ts";

/** One field or more of each kind; the others are in the whole table. */
const SAMPLE: readonly string[] = [
  "metadata.version",
  "vpc.publicAccessCIDRs",
  "accessConfig.accessEntries[].kubernetesGroups",
  "accessConfig.accessEntries[].principalARN",
  "addons[].tags",
  "managedNodeGroups[].name",
  "managedNodeGroups[].labels",
  "managedNodeGroups[].volumeSize",
  "managedNodeGroups[].spot",
  "managedNodeGroups[].taints[].key",
  "fargateProfiles[].selectors[].labels",
];
/** A deploy each: the sample does with these. */
const SAMPLED: readonly ClusterName[] = ["items", "full"];

function wanted(): Table {
  if (isSlowWanted) return tableOf(EDITED);
  const { rows, files } = tableOf(SAMPLE);
  return { rows: rows.filter(({ cluster }) => SAMPLED.includes(cluster)), files };
}

describeWithTerraform("edits of a deployed cluster", () => {
  const folder = scratchFolder("living");
  const table = wanted();
  let lab: Lab;

  beforeAll(async () => {
    lab = await openLab(folder.path, principalsOf(table));
  });
  afterAll(async () => {
    await lab[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  // `EKSPLAN_SLOW_TESTS=1 npx vitest run --project terraform __tests__/living/edits --update=all` accepts a change of
  // what is recorded; then `npm run docs`.
  test(
    isSlowWanted ? "have the recorded effects" : `have the recorded effects (a sample; ${SLOW} whole)`,
    async () => {
      const lines = (await planAll(lab, table)).map(editLine);
      if (isSlowWanted) await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("edits.txt");
      else expect(lines).toEqual(recordedOf(table.rows));
      expect(Object.fromEntries(lab.aws.gaps())).toEqual({});
      expect(lab.aws.problems()).toEqual([]);
    },
  );
});

const recordedOf = (rows: readonly Row[]): readonly string[] =>
  rows.map(({ field, edit }) => {
    const found = recordedEdits().find((each) => each.field === field && each.edit === edit);
    return found === undefined ? `${field} ${edit} is not recorded` : editLine(found);
  });

test("every field that changes a plan has its edits recorded, or a reason why not", () => {
  const known = new Set(recordedEdits().map(({ field }) => field));
  expect(EDITED.filter((field) => !known.has(field))).toEqual([]);
  expect([...known].filter((field) => NOT_PLANNED[field] !== undefined)).toEqual([]);
});

test("a reason stands only where the plan is still that", () => {
  const stale = Object.entries(REASONS).flatMap(([field, edits]) =>
    Object.entries(edits)
      .filter(([edit, { why, bad }]) =>
        recordedEdits().every(
          (row) => row.field !== field || row.edit !== edit || row.reason !== (bad ?? why),
        ),
      )
      .map(([edit]) => `${field} ${edit}`),
  );
  expect(stale).toEqual([]);
});
