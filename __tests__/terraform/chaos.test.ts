import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, inject, test } from "vitest";
import { stringify } from "yaml";
import type { Case } from "../../bench/chaos/cases.ts";
import {
  type Deployable,
  deployReference,
  deployThrough,
  type Outcome,
} from "../../bench/chaos/deployment.ts";
import { differences } from "../../bench/chaos/normalized-state.ts";
import { REGION, smallCluster } from "../support/small-cluster.ts";
import { synthesize } from "../support/synthesize.ts";
import { describeWithTerraform, isSlowWanted, SLOW, scratchFolder } from "../support/terraform.ts";

/** One for each way in which a deploy converges, the longest way first; `npm run chaos` has forty. */
const CASES: readonly (Case & { readonly operation: string; readonly steps: readonly string[] })[] = [
  {
    call: 1,
    operation: "CreateRole",
    mishap: "applied, answer lost",
    steps: ["deploy (fails)", "deploy (fails)", "recover (1)", "deploy"],
  },
  { call: 1, operation: "CreateCluster", mishap: "error", steps: ["deploy (fails)", "deploy"] },
  // Addresses have no names: the client's second attempt makes another one, which nobody but recover notices.
  {
    call: 1,
    operation: "AllocateAddress",
    mishap: "applied, answer lost",
    steps: ["deploy", "recover (1)"],
  },
];

describeWithTerraform("a deploy in which one call goes wrong converges:", () => {
  const folder = scratchFolder("chaos");
  let reference: Promise<readonly string[]>;
  let what: Deployable;

  beforeAll(async () => {
    const { metadata, ...rest } = smallCluster("chaos");
    const annotations = { "eksplan.dev/profile": "eksctl", "eksplan.dev/bootstrap": "playbook.yml" };
    const file = path.join(folder.path, "chaos.yaml");
    writeFileSync(file, stringify({ ...rest, metadata: { ...metadata, annotations } }));
    writeFileSync(
      path.join(folder.path, "playbook.yml"),
      "- { hosts: localhost, gather_facts: false, tasks: [] }",
    );
    await synthesize(file, folder.path);
    const facts = inject("terraform");
    if (!facts.available) throw new Error(facts.reason);
    what = {
      folder: folder.path,
      stack: "chaos",
      region: REGION,
      program: facts.file,
      env: facts.env,
    };
    reference = deployReference(what, "reference").then(({ state }) => state);
  });
  afterAll(() => folder[Symbol.dispose]());

  const slow = test.runIf(isSlowWanted);
  slow.concurrent.for(CASES)(`$operation: $mishap (${SLOW})`, async ({ steps, ...one }, context) => {
    const outcome: Outcome = await deployThrough(one, what, `case-${one.operation}`);
    context.expect(outcome.steps).toEqual(steps);
    context.expect(outcome.problems).toEqual([]);
    context.expect(differences(await reference, outcome.state)).toEqual([]);
    context.expect(outcome.state.length).toBeGreaterThan(20);
  });
});
