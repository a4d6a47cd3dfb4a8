import { execFile } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { startLocalAws } from "@eksplan/local-aws";
import { terraformEnvironment } from "../tools/terraform/environment.ts";
import { writeClusters } from "./clusters.ts";
import { measure } from "./measure.ts";
import { type Row, table } from "./table.ts";

const SIZES = [
  [2, 1.08],
  [10, 1.2],
  [50, 1.85],
] as const;

/** The least that any plan with the AWS provider costs: one resource. */
const FLOOR = {
  terraform: { required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" } } },
  provider: { aws: [{ region: "eu-central-1" }] },
  resource: { aws_vpc: { this: { cidr_block: "10.0.0.0/16" } } },
};

/** What one more provider costs, before it has anything to do: little, where a double takes its place. */
const TWO_PROVIDERS = {
  ...FLOOR,
  terraform: {
    required_providers: {
      ...FLOOR.terraform.required_providers,
      null: { source: "hashicorp/null", version: "~> 3.2" },
    },
  },
  resource: { ...FLOOR.resource, null_resource: { this: {} } },
};

/** CPU of a plan against that of one VPC, and the size of the graph. */
export async function benchPlan(folder: string): Promise<string> {
  await using aws = await startLocalAws();
  await using terraform = await terraformEnvironment({
    project: process.cwd(),
    folder: path.join(folder, "terraform"),
  });
  // Garbage is collected as in a user's own run.
  const env = { ...terraform.env, ...aws.environment(), GOGC: "" };
  const file = terraform.program?.file ?? "terraform";

  const prepare = async (name: string, fill: (place: string) => void): Promise<string> => {
    const place = path.join(folder, name);
    mkdirSync(place, { recursive: true });
    fill(place);
    await measure({ command: [file, "init", "-input=false"], cwd: place, env }, 1);
    return place;
  };
  const plan = (cwd: string) =>
    measure(
      { command: [file, "plan", "-input=false", "-lock=false"], cwd, env: { ...env, TF_CLI_ARGS_plan: "" } },
      5,
    );

  const planOf = async (name: string, configuration: object) =>
    plan(
      await prepare(name, (place) =>
        writeFileSync(path.join(place, "cdk.tf.json"), JSON.stringify(configuration)),
      ),
    );
  const floor = await planOf("floor", FLOOR);
  const second = await planOf("two-providers", TWO_PROVIDERS);
  const rows: Row[] = [
    { name: "floor", ...floor, ratio: 1 },
    { name: "floor and one null_resource", ...second, ratio: second.cpu / floor.cpu },
  ];
  const pairs = ["Pairs in `terraform graph`"];
  for (const [nodeGroups, limit] of SIZES) {
    const name = `groups-${nodeGroups}`;
    const out = path.join(folder, `out-${name}`);
    const clusters = writeClusters(path.join(folder, `in-${name}`), [{ name, nodeGroups }]);
    const synth = { EKSPLAN_CLUSTERS: clusters, CDKTF_OUTDIR: out };
    await measure({ command: ["node", "tools/run.mjs", "main.ts"], env: synth }, 1);
    const place = await prepare(name, (target) =>
      cpSync(path.join(out, "stacks", name), target, { recursive: true }),
    );
    const cost = await plan(place);
    const graph = await promisify(execFile)(file, ["graph", "-type=plan"], {
      cwd: place,
      env: { ...process.env, ...terraform.env },
      maxBuffer: 1 << 26,
    });
    pairs.push(`${nodeGroups} node groups  ${graph.stdout.split(" -> ").length - 1}`);
    rows.push({ name: `${nodeGroups} node groups`, ...cost, ratio: cost.cpu / floor.cpu, limit });
  }
  return [table("Cold plan, CPU against that of one aws_vpc", rows), ...pairs].join("\n");
}
