import { spawn } from "node:child_process";
import path from "node:path";
import { type LocalAws, startLocalAws } from "@eksplan/local-aws";
import { type TerraformEnvironment, terraformEnvironment } from "../tools/terraform/environment.ts";
import { writeClusters } from "./clusters.ts";
import { measure } from "./measure.ts";
import { benchNodeGroups } from "./node-groups.ts";

/** Simulated seconds in a real one: waiting is no part of what is measured. */
const SPEED = 2000;
const STACKS = 10;

interface Load {
  readonly calls: number;
  /** Milliseconds of this process's CPU a call, the server and nothing else. */
  readonly cpu: number;
  /** Milliseconds from a call's arrival to its answer, sorted. */
  readonly times: readonly number[];
}

interface Place {
  readonly name: string;
  readonly run: (...args: readonly string[]) => Promise<void>;
}

/** What the local AWS costs: to start, a call of an apply, with many stacks at once, and with many node groups. */
export async function benchLocalAws(folder: string): Promise<string> {
  const started = await startUp();
  await using aws = await startLocalAws({ speed: SPEED });
  await using terraform = await terraformEnvironment({
    project: process.cwd(),
    folder: path.join(folder, "terraform"),
  });
  const places = await stacks(folder, aws, terraform);
  const [first, ...others] = places;
  const one = await load(aws, () => first!.run("apply", "-auto-approve"));
  const many = await load(aws, () =>
    Promise.all(others.map(({ run }) => run("apply", "-auto-approve"))).then(() => {}),
  );
  return [
    "Local AWS",
    `start                          ${started.seconds.toFixed(2)} s, ${started.memory.toFixed(0)} MiB (limits 0.30, 120)`,
    `apply of one stack             ${one.calls} calls, p50 ${quantile(one, 0.5)} ms, p99 ${quantile(one, 0.99)} ms (limits 2, 20)`,
    `${others.length} stacks side by side         ${many.calls} calls, CPU per call ${(many.cpu / one.cpu).toFixed(2)} x one stack (limit 2)`,
    benchNodeGroups(),
  ].join("\n");
}

const quantile = ({ times }: Load, part: number): string =>
  (times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0).toFixed(1);

/** Until it listens; the memory is what it has taken when it is told to stop. */
async function startUp(): Promise<{ readonly seconds: number; readonly memory: number }> {
  const command = ["node", "tools/run.mjs", "commands/local.ts"];
  await measure({ command: [...command, "--help"] }, 1);
  const { memory } = await measure({ command: [...command, "true"] }, 1);
  const begun = performance.now();
  const child = spawn(command[0]!, command.slice(1), { stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  await new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.stdout.on("data", (text: Buffer) => text.toString().includes("http://") && resolve());
    void ended.then(() => reject(new Error("the local AWS ended before it listened")));
  });
  const seconds = (performance.now() - begun) / 1000;
  child.kill("SIGTERM");
  await ended;
  return { seconds, memory };
}

/** Stacks that are initialised, one more than run side by side. */
async function stacks(
  folder: string,
  aws: LocalAws,
  terraform: TerraformEnvironment,
): Promise<readonly Place[]> {
  const out = path.join(folder, "stacks");
  const names = Array.from({ length: STACKS + 1 }, (_, index) => `stack-${index}`);
  const clusters = writeClusters(
    path.join(folder, "clusters"),
    names.map((name) => ({ name, nodeGroups: 2 })),
  );
  const env = { ...terraform.env, ...aws.environment() };
  const synth = { EKSPLAN_CLUSTERS: clusters, CDKTF_OUTDIR: out };
  await measure({ command: ["node", "tools/run.mjs", "main.ts"], env: synth }, 1);
  const places = names.map((name) => ({
    name,
    run: async (...args: readonly string[]) => {
      const command = [terraform.program.file, args[0]!, "-input=false", ...args.slice(1)];
      await measure({ command, cwd: path.join(out, "stacks", name), env }, 1);
    },
  }));
  for (const { run } of places) await run("init");
  return places;
}

async function load(aws: LocalAws, work: () => Promise<void>): Promise<Load> {
  const before = aws.journal().at(-1)?.sequence ?? 0;
  const cpu = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  const calls = aws.journal().filter(({ sequence }) => sequence > before);
  return {
    calls: calls.length,
    cpu: (user + system) / 1000 / calls.length,
    times: calls.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b),
  };
}
