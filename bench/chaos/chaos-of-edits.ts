import path from "node:path";
import { spread } from "./cases.ts";
import { DeployedCluster, type EditReference, type Way } from "./edit-deployment.ts";
import { synthesizeFile } from "./edited-file.ts";
import { BASE, CHAOS_EDITS } from "./edits.ts";

export interface ChaosOfEdits {
  readonly folder: string;
  /** Mishaps for each edit, spread over its calls and those of its way back. */
  readonly cases: number;
  /** The Nth edit alone. @default - all */
  readonly only?: number;
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Deploys once, and takes every edit there and back with each of its mishaps. Returns the exit code. */
export async function chaosOfEdits({ folder, cases, only, program, env }: ChaosOfEdits): Promise<number> {
  const { name: stack, region } = BASE.metadata;
  const before = await synthesizeFile(BASE, path.join(folder, "before"));
  const deployed = await DeployedCluster.deploy({ folder, stack, region, program, env, before });
  const edits = only === undefined ? CHAOS_EDITS : CHAOS_EDITS.slice(only - 1, only);
  const totals = { cases: 0, good: 0, recovered: 0 };
  for (const [index, { name, change }] of edits.entries()) {
    const after = await synthesizeFile(change(BASE), path.join(folder, `after-${index + 1}`));
    const reference = await deployed.reference(after);
    const { there, back } = reference.calls;
    console.log(`${name}: ${there.length} calls that change something there, ${back.length} back`);
    for (const problem of reference.problems) console.log(`      without a mishap: ${problem}`);
    totals.cases += 1;
    totals.good += reference.problems.length === 0 ? 1 : 0;
    for (const one of spread(cases, there.length + back.length)) {
      const started = Date.now();
      const { call, way } = placed(one.call, reference);
      const outcome = await deployed.through({ ...one, call }, way, after, reference, `case-${totals.cases}`);
      totals.cases += 1;
      totals.good += outcome.problems.length === 0 ? 1 : 0;
      totals.recovered += outcome.steps.some((step) => /^recover \([1-9]/.test(step)) ? 1 : 0;
      const verdict =
        outcome.problems.length === 0 ? "converged, nothing lost" : outcome.problems.join("\n      ");
      const seconds = `${Math.round((Date.now() - started) / 1000)} s`;
      const what = [
        way.padEnd(5),
        String(call).padStart(3),
        one.mishap.padEnd(21),
        outcome.operation.padEnd(36),
      ];
      console.log([...what, outcome.steps.join(", ").padEnd(34), seconds.padStart(5), verdict].join("  "));
    }
  }
  console.log(`${totals.good}/${totals.cases}, recover had something to do in ${totals.recovered}`);
  return totals.good === totals.cases ? 0 : 1;
}

/** Calls are counted through: first those of the way there. */
function placed(call: number, { calls }: EditReference): { readonly call: number; readonly way: Way } {
  const { length } = calls.there;
  return call <= length ? { call, way: "there" } : { call: call - length, way: "back" };
}
