import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startBotocore, withoutBotocore } from "./botocore.ts";
import { drive, type Verdict } from "./drive.ts";
import { byOperation } from "./record.ts";
import type { Step } from "./scenario.ts";
import { scenarios } from "./scenarios.ts";
import { startTarget, type Target } from "./target.ts";

const missing = withoutBotocore();
const recorded = (name: string) =>
  path.resolve("packages/local-aws/__tests__/conformance/recorded", `${name}.json`);

/** In a real account nothing is changed: only what can be read in every one is asked for. */
const chosen = (step: Step, target: Target) =>
  target.name === "local" || (target.name === "aws" ? step.anywhere === true : step.localOnly === undefined);

describe.skipIf(missing !== undefined)(
  missing === undefined ? "botocore" : `botocore (skipped: ${missing})`,
  { timeout: 300_000 },
  () => {
    const verdicts: Verdict[] = [];
    let target: Target;
    let client: ReturnType<typeof startBotocore>;
    beforeAll(async () => {
      target = await startTarget();
      client = startBotocore(target.env);
    }, 60_000);
    afterAll(async () => {
      await client[Symbol.asyncDispose]();
      await target[Symbol.asyncDispose]();
    });

    test.for(scenarios.map((scenario, index) => ({ ...scenario, index })))(
      "$name",
      async ({ name, steps, index, leaves = [] }) => {
        const account = target.local === undefined ? undefined : String(700_000_000_000 + index);
        const results = await drive(
          client,
          { name, steps: steps.filter((step) => chosen(step, target)) },
          account,
        );
        verdicts.push(...results);
        // What moto doesn't do, or does otherwise, is reported below.
        if (target.name === "moto") return;
        expect(results.filter(({ outcome }) => outcome !== "passed").map(({ why }) => why)).toEqual([]);
        if (account === undefined) return;
        expect(target.local?.leftovers(account).map(({ kind }) => kind)).toEqual(leaves);
      },
    );

    test("what passes is what docs/local-aws-operations.md says", async ({ skip }) => {
      if (new Set(verdicts.map(({ scenario }) => scenario)).size < scenarios.length)
        skip("not every scenario ran");
      expect(target.local?.gaps() ?? new Map()).toEqual(new Map());
      expect(target.local?.problems() ?? []).toEqual([]);
      if (target.name === "aws") return;
      const name = target.name === "moto" ? "moto" : "botocore";
      await expect(`${JSON.stringify(byOperation(verdicts), null, 2)}\n`).toMatchFileSnapshot(recorded(name));
    });
  },
);
