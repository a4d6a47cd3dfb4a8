import { spawn } from "node:child_process";
import { type LocalAws, startLocalAws } from "../../local-aws.ts";

export interface Target extends AsyncDisposable {
  readonly name: "local" | "moto" | "aws";
  /** Variables by which AWS's clients find it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly local?: LocalAws;
}

const region = "eu-central-1";

/** What the suite runs against: `EKSPLAN_CONFORMANCE` is `local` (default), `moto` or `aws` (reads only). */
export async function startTarget(name = process.env["EKSPLAN_CONFORMANCE"] ?? "local"): Promise<Target> {
  if (name === "local") {
    const local = await startLocalAws({ speed: 1000 });
    return {
      name,
      local,
      env: { ...local.environment(), AWS_DEFAULT_REGION: region },
      [Symbol.asyncDispose]: () => local.close(),
    };
  }
  if (name === "moto") return startMoto();
  if (name === "aws")
    return {
      name,
      env: { ...process.env, AWS_DEFAULT_REGION: region },
      [Symbol.asyncDispose]: async () => {},
    };
  throw new Error(`EKSPLAN_CONFORMANCE is "${name}", not local, moto or aws`);
}

/** A server of its own on a free port. @see https://docs.getmoto.org/en/latest/docs/server_mode.html */
async function startMoto(): Promise<Target> {
  const child = spawn("moto_server", ["-H", "127.0.0.1", "-p", "0"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: "true" },
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const [, found] = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.on("error", reject);
    child.on("close", () => reject(new Error(`moto_server ended: ${said}`)));
  });
  return {
    name: "moto",
    env: {
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: "key",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_DEFAULT_REGION: region,
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
    },
    [Symbol.asyncDispose]: async () => {
      child.kill();
    },
  };
}
