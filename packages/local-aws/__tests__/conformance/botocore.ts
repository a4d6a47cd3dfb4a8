import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import type { ServiceName } from "../../core/call.ts";

export interface Answer {
  readonly output?: Readonly<Record<string, unknown>>;
  readonly error?: string;
  readonly message?: string;
  readonly status?: number;
}

export interface Client extends AsyncDisposable {
  /** @param accessKey for doubles that tell accounts by it. @default - the environment's */
  call(service: ServiceName, operation: string, input: unknown, accessKey?: string): Promise<Answer>;
}

/** Interpreter that has botocore. @default - python3 on the PATH */
const PYTHON = process.env["EKSPLAN_TEST_PYTHON"] ?? "python3";

/** Why botocore can't be used here, or undefined. */
export function withoutBotocore(): string | undefined {
  const { status, error } = spawnSync(PYTHON, ["-c", "import botocore"], { stdio: "ignore" });
  if (status === 0) return undefined;
  const remedy = "pip install botocore, or name an interpreter that has it in EKSPLAN_TEST_PYTHON";
  return error === undefined ? `${PYTHON} has no botocore: ${remedy}` : `no ${PYTHON} on the PATH: ${remedy}`;
}

/** Names under which botocore knows services, where these are not those of their signatures. */
const BOTOCORE_NAMES: Readonly<Partial<Record<string, string>>> = {
  tagging: "resourcegroupstaggingapi",
  elasticfilesystem: "efs",
};

/** One process for all calls: starting Python and reading the models costs more than a hundred calls. */
export function startBotocore(env: Readonly<Record<string, string | undefined>>): Client {
  const child: ChildProcessWithoutNullStreams = spawn(
    PYTHON,
    [path.resolve("packages/local-aws/__tests__/conformance/caller.py")],
    // To botocore an empty AWS_PROFILE is the name of a profile, not the absence of one.
    {
      env: Object.fromEntries(
        Object.entries({ PATH: process.env["PATH"], HOME: process.env["HOME"], ...env }).filter(
          ([, value]) => value !== "",
        ),
      ),
    },
  );
  const complaints: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => complaints.push(text));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    call: async (service, operation, input, accessKey) => {
      const credentials = accessKey === undefined ? {} : { accessKey, secretKey: "secret" };
      const name = BOTOCORE_NAMES[service] ?? service;
      child.stdin.write(`${JSON.stringify({ service: name, operation, input, credentials })}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`botocore ended: ${complaints.join("")}`);
      return JSON.parse(value) as Answer;
    },
    [Symbol.asyncDispose]: async () => {
      child.stdin.end();
      await new Promise((resolve) =>
        child.exitCode === null ? child.on("close", resolve) : resolve(undefined),
      );
    },
  };
}
