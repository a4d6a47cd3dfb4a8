import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { benchLocalAws } from "./local-aws.ts";
import { benchPlan } from "./plan.ts";
import { benchSynth } from "./synth.ts";

/** Every benchmark takes a folder for its files and returns what to print. */
const BENCHMARKS: Readonly<Record<string, (folder: string) => string | Promise<string>>> = {
  synth: benchSynth,
  plan: benchPlan,
  "local-aws": benchLocalAws,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0 || asked.includes("--help")) {
  console.error(`usage: npm run bench -- [${Object.keys(BENCHMARKS).join("|")}]…`);
  process.exit(unknown.length > 0 && !asked.includes("--help") ? 2 : 0);
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "eksplan-bench-"));
  try {
    for (const [name, run] of Object.entries(BENCHMARKS)) {
      if (asked.length === 0 || asked.includes(name)) console.log(`${await run(folder)}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
