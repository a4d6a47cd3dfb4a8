import { rmSync } from "node:fs";
import path from "node:path";
import { writeClusters } from "./clusters.ts";
import { measure } from "./measure.ts";
import { type Row, table } from "./table.ts";

const CACHE = path.join("node_modules", ".cache", "eksplan");

/** CPU and memory of a synth against the least that any CDKTF program costs: loading `cdktf`. */
export function benchSynth(folder: string): string {
  const floor = measure({ command: ["node", "-e", 'import("cdktf")'] });
  const synth = (count: number, limit: number, { cold = false } = {}): Row => {
    const clusters = writeClusters(
      path.join(folder, `synth-${count}`),
      Array.from({ length: count }, (_, index) => ({ name: `bench-${index}`, nodeGroups: 2 })),
    );
    const env = { EKSPLAN_CLUSTERS: clusters, CDKTF_OUTDIR: path.join(folder, `out-${count}`) };
    const run = { command: ["node", "tools/run.mjs", "main.ts"], env };
    measure(run, 1);
    const cost = cold
      ? Array.from({ length: 3 }, () => {
          rmSync(CACHE, { recursive: true, force: true });
          return measure(run, 1);
        }).reduce((best, one) => (one.cpu < best.cpu ? one : best))
      : measure(run, count > 10 ? 3 : 5);
    return {
      name: `${count} cluster${count > 1 ? "s" : ""}${cold ? ", from source" : ""}`,
      ...cost,
      ratio: cost.cpu / floor.cpu,
      limit,
    };
  };
  return table("Synth, CPU against `node -e 'import(\"cdktf\")'`", [
    { name: "floor", ...floor, ratio: 1 },
    synth(1, 2, { cold: true }),
    synth(1, 1),
    synth(10, 4),
    synth(100, 16),
  ]);
}
