import { rmSync } from "node:fs";
import path from "node:path";
import { writeClusters } from "./clusters.ts";
import { type Cost, measure } from "./measure.ts";
import { type Row, table } from "./table.ts";

const CACHE = path.join("node_modules", ".cache", "eksplan");

/** CPU and memory of a synth against the least that any CDKTF program costs: loading `cdktf`. */
export async function benchSynth(folder: string): Promise<string> {
  const floor = await measure({ command: ["node", "-e", 'import("cdktf")'] });
  const synth = async (count: number, limit: number, { cold = false } = {}): Promise<Row> => {
    const clusters = writeClusters(
      path.join(folder, `synth-${count}`),
      Array.from({ length: count }, (_, index) => ({ name: `bench-${index}`, nodeGroups: 2 })),
    );
    const env = { EKSPLAN_CLUSTERS: clusters, CDKTF_OUTDIR: path.join(folder, `out-${count}`) };
    const run = { command: ["node", "tools/run.mjs", "main.ts"], env };
    await measure(run, 1);
    const cost = await (cold ? coldest(run) : measure(run, count > 100 ? 1 : count > 10 ? 3 : 5));
    return {
      name: `${count} cluster${count > 1 ? "s" : ""}${cold ? ", from source" : ""}`,
      ...cost,
      ratio: cost.cpu / floor.cpu,
      limit,
    };
  };
  const rows = [await synth(1, 2, { cold: true }), await synth(1, 1.1), await synth(10, 4)];
  const hundred = await synth(100, 13);
  const thousand = await synth(1000, 0);
  return [
    table("Synth, CPU against `node -e 'import(\"cdktf\")'`", [
      { name: "floor", ...floor, ratio: 1 },
      ...rows,
      hundred,
    ]),
    table("Synth, CPU against ten times 100 clusters", [
      { ...thousand, ratio: thousand.cpu / (10 * hundred.cpu), limit: 1.2 },
    ]),
  ].join("\n\n");
}

/** A run that has to build its bundle, as the first one after an edit. */
async function coldest(run: Parameters<typeof measure>[0]): Promise<Cost> {
  const costs: Cost[] = [];
  for (let index = 0; index < 3; index++) {
    rmSync(CACHE, { recursive: true, force: true });
    costs.push(await measure(run, 1));
  }
  return costs.reduce((best, one) => (one.cpu < best.cpu ? one : best));
}
