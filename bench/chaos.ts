import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { loadSpecs } from "../modules/config/load.ts";
import { terraformEnvironment } from "../tools/terraform/environment.ts";
import { spread } from "./chaos/cases.ts";
import { chaosOfEdits } from "./chaos/chaos-of-edits.ts";
import { type Deployable, deployReference, deployThrough, type Outcome } from "./chaos/deployment.ts";
import { differences } from "./chaos/normalized-state.ts";
import { synthesizeTo } from "./chaos/synthesize.ts";

const USAGE = `usage: npm run chaos -- [--cases N] [--file FILE] [--only N] [--edits]

Deploys a cluster file to the local AWS many times; each time another one of the calls that change something fails, is
throttled, loses its connection, or is carried out while its answer is lost. Deploys again, compares with a deploy without
mishaps, destroys, and looks for what is left. Prints a table; exit code 1 if anything did not converge.

--cases N    cases, spread over all calls (default 40)
--file FILE  cluster file (default clusters/demo.yaml)
--only N     run the Nth case of them alone
--edits      deploy once, then go five edits of the file and their way back, N cases each, each from a copy of what was
             deployed; every call of the edit's deploy, or of the way back's, can be the one that goes wrong`;

/** Deployments side by side. */
const SIDE_BY_SIDE = 2;

interface Options {
  readonly cases: number;
  readonly file: string;
  readonly only?: number;
  readonly edits: boolean;
}

function parse(args: readonly string[]): Options | undefined {
  const edits = args.includes("--edits");
  const options = { cases: 40, file: "clusters/demo.yaml", only: undefined as number | undefined, edits };
  return edits && args.includes("--file")
    ? undefined
    : parsePairs(
        args.filter((each) => each !== "--edits"),
        options,
      );
}

function parsePairs(
  args: readonly string[],
  options: Omit<Options, "only"> & { cases: number; file: string; only: number | undefined },
): Options | undefined {
  for (let index = 0; index < args.length; index += 2) {
    const value = args[index + 1];
    if (value === undefined) return undefined;
    const number = Number(value);
    if (args[index] === "--file") options.file = value;
    else if (!Number.isInteger(number) || number < 1) return undefined;
    else if (args[index] === "--cases") options.cases = number;
    else if (args[index] === "--only") options.only = number;
    else return undefined;
  }
  const { only, ...rest } = options;
  if (only !== undefined && only > options.cases) return undefined;
  return only === undefined ? rest : { ...rest, only };
}

async function main(): Promise<number> {
  const options = parse(process.argv.slice(2));
  if (options === undefined) {
    console.error(USAGE);
    return 2;
  }
  const parent = path.resolve(".eksplan", "chaos");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, "run-"));
  try {
    return options.edits ? await runEdits(options, folder) : await run(options, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function runEdits({ cases, only }: Options, folder: string): Promise<number> {
  const terraform = await terraformEnvironment({
    project: process.cwd(),
    folder: path.join(folder, "terraform"),
  });
  return await chaosOfEdits({
    folder,
    cases,
    program: terraform.program.file,
    env: terraform.env,
    ...(only !== undefined && { only }),
  });
}

async function run({ cases, file, only }: Options, folder: string): Promise<number> {
  await using terraform = await terraformEnvironment({
    project: process.cwd(),
    folder: path.join(folder, "terraform"),
  });
  const { clusters } = loadSpecs([file]);
  const metadata = clusters[0]?.spec;
  if (metadata === undefined) throw new Error(`${file}: not one valid cluster`);
  await synthesizeTo(folder, file);
  const what: Deployable = {
    folder,
    stack: metadata.name,
    region: metadata.region,
    program: terraform.program.file,
    env: terraform.env,
  };
  const reference = await deployReference(what, "reference");
  console.log(
    `${file}: ${reference.calls.length} calls that change something, ${reference.state.length} resources`,
  );
  const all = spread(cases, reference.calls.length);
  const wanted = only === undefined ? all : all.slice(only - 1, only);
  const outcomes: Outcome[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < wanted.length; index = next++) {
      const outcome = await deployThrough(wanted[index]!, what, `case-${index + 1}`);
      const unlike = differences(reference.state, outcome.state);
      const problems = [...outcome.problems, ...unlike.map((line) => `state differs: ${line}`)];
      outcomes.push({ ...outcome, problems });
      console.log(row(outcome, problems));
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  const good = outcomes.filter(({ problems }) => problems.length === 0).length;
  console.log(`${good}/${outcomes.length}`);
  return good === outcomes.length ? 0 : 1;
}

const row = ({ case: { call, mishap }, operation, steps }: Outcome, problems: readonly string[]): string =>
  [
    String(call).padStart(4),
    mishap.padEnd(21),
    operation.padEnd(40),
    steps.join(", ").padEnd(34),
    problems.length === 0 ? "converged, nothing left" : problems.join("\n      "),
  ].join("  ");

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
