import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { startLocalAws } from "@eksplan/local-aws";
import { projectBackend } from "../stacks/project-app.ts";
import { terraformEnvironment } from "../tools/terraform/environment.ts";
import { besideOtherWork } from "../tools/terraform/program.ts";
import { step } from "./demo/steps.ts";
import { summary } from "./demo/summary.ts";

const USAGE = `usage: npm run demo

Deploys clusters/demo.yaml to a local AWS with the real cdktf, Terraform and AWS provider, shows what was created and that a
second plan has no changes, and stops what it started. Needs Terraform, no AWS account.`;

/** Simulated seconds in a real one: a control plane takes eight minutes on AWS, half a second here. */
const SPEED = 1000;

/** Variables by which people lead cdktf, eksplan and its runner to work of their own, where the demo has no place. */
const OF_OTHER_WORK = /^(?:(?:CDKTF|EKSPLAN|EKS_BOOTSTRAP)_.+|KUBE_TOKEN)$/;

/** What a person does with a cluster that stays. */
const NEXT = `Next, with AWS credentials:
  npx cdktf diff demo                                             what would change
  npx cdktf deploy demo                                           change it
  aws eks update-kubeconfig --name demo --region eu-central-1     give it to kubectl
  npx cdktf destroy demo                                          and the way back
A cluster of your own is a file in clusters/: README.md has one to begin with, npm run validate judges it.`;

const TERRAFORM = path.resolve(".eksplan", "terraform");
const STATE = "terraform.demo.tfstate";
const STACK = path.resolve("cdktf.out", "stacks", "demo");

async function demo(signal: AbortSignal): Promise<void> {
  if (hasState()) {
    throw new Error(
      "terraform.demo.tfstate has resources: it may belong to a real cluster named demo, and the demo would use it; move it away first",
    );
  }
  const backend = projectBackend();
  if (backend.type !== "local") {
    throw new Error(
      `cdktf.json keeps states in the backend "${backend.type}", where the demo's has no place; run the demo in a fresh clone`,
    );
  }
  const started = Date.now();
  await using terraform = await terraformEnvironment({ project: process.cwd(), folder: TERRAFORM });
  await using aws = await startLocalAws({ speed: SPEED });
  console.log(`Local AWS at ${aws.url}`);
  for (const note of terraform.notes) console.log(`  ${note}`);

  const own = Object.entries(besideOtherWork(process.env)).filter(([name]) => !OF_OTHER_WORK.test(name));
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(own),
    ...aws.environment(),
    ...terraform.env,
    EKSPLAN_CLUSTERS: "clusters/demo.yaml",
  };
  for (const [name, value] of Object.entries(env)) if (value === "") delete env[name];
  const cdktf = (...args: readonly string[]) =>
    // Locking asks the registry for the checksums of other platforms, which a demo does not need.
    step(["npx", "cdktf", ...args, "--skip-provider-lock"], { env, signal, show: progress });

  console.log("\n$ npx cdktf deploy demo --auto-approve");
  await cdktf("deploy", "demo", "--auto-approve");

  console.log(
    `\n${summary(await step([terraform.program?.file ?? "terraform", "show", "-json"], { env, signal, cwd: STACK }))}`,
  );

  console.log("\n$ npx cdktf diff demo");
  const second = await cdktf("diff", "demo");
  if (!second.includes("No changes.")) throw new Error(`the second plan has changes:\n${second}`);
  console.log("Second plan: no changes");

  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`\nDone in ${seconds} s, ${aws.journal().length} calls to the local AWS, which stops now.`);
  console.log(NEXT);
}

/** Of Terraform's many lines the ones that say that something has happened. */
function progress(line: string): string | undefined {
  const done = /(\S+): (Creation complete after \S+|Still creating\.\.\. \[\S+ elapsed\])/.exec(line);
  if (done !== null) return `  ${done[1]}: ${done[2]}`;
  const said = /\(local-exec\): (.*)$/.exec(line);
  if (said !== null) return said[1]?.startsWith("local-exec: ") ? undefined : `  | ${said[1]}`;
  return /Apply complete|Error:|Warning:/.test(line) ? line.trim() : undefined;
}

/** What a destroy leaves is a state too, of nothing. */
function hasState(): boolean {
  if (!existsSync(STATE)) return false;
  const { resources = [] } = JSON.parse(readFileSync(STATE, "utf8")) as { resources?: readonly unknown[] };
  return resources.length > 0;
}

function cleanUp(): void {
  // The state and the kubeconfig describe a cluster that is gone with the local AWS.
  for (const name of [STATE, `${STATE}.backup`, path.join(".kube", "demo.yaml")]) {
    rmSync(name, { force: true });
  }
}

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args.length > 0) {
    console.log(USAGE);
    return args.every((arg) => arg === "--help" || arg === "-h") ? 0 : 2;
  }
  const interruption = new AbortController();
  process.on("SIGINT", () => interruption.abort());
  process.on("SIGTERM", () => interruption.abort());
  const stateIsForeign = hasState();
  try {
    await demo(interruption.signal);
    return 0;
  } catch (error) {
    console.error(interruption.signal.aborted ? "interrupted" : (error as Error).message);
    return interruption.signal.aborted ? 130 : 1;
  } finally {
    if (!stateIsForeign) cleanUp();
  }
}

main().then((code) => process.exit(code));
