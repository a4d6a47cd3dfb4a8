import { afterAll, beforeAll, expect, test } from "vitest";
import type { Edit } from "../../commands/docs/edit-rows.ts";
import type { Block } from "../probe/probe.ts";
import { describeWithTerraform, isSlowWanted, SLOW, scratchFolder } from "../support/terraform.ts";
import { type Lab, openLab } from "./lab.ts";
import { principalsOf } from "./principals.ts";
import { recordedEdits } from "./record.ts";
import { EDITED, type Row, tableOf } from "./rows.ts";

/** One or two of each kind: in place, rolls, replaces. */
const SAMPLE: readonly string[] = [
  "accessConfig.accessEntries[].kubernetesUsername",
  "accessConfig.accessEntries[].accessPolicies[].accessScope.type",
  "addons[].tags",
  "managedNodeGroups[].labels",
  "managedNodeGroups[].volumeSize",
  "managedNodeGroups[].spot",
  "fargateProfiles[].selectors[].labels",
];

const isGood = ({ field, edit }: Row): boolean =>
  recordedEdits().some(
    (row) => row.field === field && row.edit === edit && !row.isBad && row.effect !== "refused",
  );

/** Edits of items of one cluster, all of a kind applied at once: what they touch is apart. */
describeWithTerraform("edits arrive, and their way back does", () => {
  const folder = scratchFolder("applied");
  const table = tableOf(isSlowWanted ? EDITED : SAMPLE);
  const rows = table.rows.filter((row) => row.cluster === "items" && row.item !== undefined && isGood(row));
  const before = table.files.items;
  let lab: Lab;

  beforeAll(async () => {
    lab = await openLab(folder.path, principalsOf(table));
    await lab.deploy("items", before);
  }, 600_000);
  afterAll(async () => {
    await lab[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  const inventory = () => {
    const counts: Record<string, number> = {};
    for (const { kind } of lab.aws.leftovers()) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  };

  test.for<{ readonly name: string; readonly edits: readonly Edit[] }>([
    { name: "set and changed", edits: ["set", "changed"] },
    { name: "taken out", edits: ["taken out"] },
  ])(isSlowWanted ? "$name" : `$name (a sample; ${SLOW} whole)`, async ({ name, edits }, { skip }) => {
    if (!isSlowWanted && edits.includes("taken out")) skip();
    const mine = rows.filter(({ edit }) => edits.includes(edit));
    const after = mine.reduce<Block>((file, { change }) => change(file), before);
    const there = inventory();
    await lab.apply("items", after);
    expect(await lab.planRefreshed("items", after)).toEqual({ kind: "planned", touches: [] });
    await lab.apply("items", before);
    expect(await lab.planRefreshed("items", before)).toEqual({ kind: "planned", touches: [] });
    expect(inventory()).toEqual(there);
    console.log(`${mine.length} edits applied and taken back: ${name}`);
  });
});
