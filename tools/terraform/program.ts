import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where to get Terraform; every message about its absence ends with it. */
export const TERRAFORM_PAGE = "https://developer.hashicorp.com/terraform/install";

/** Variables by which people lead Terraform to work of their own: its folder, its workspace, more arguments, a log. */
const OF_OTHER_WORK = /^TF_(?:WORKSPACE|DATA_DIR|INPUT|VAR_.+|CLI_ARGS.*|REATTACH_PROVIDERS|LOG.*)$/;

/** An environment for a Terraform that is asked something beside somebody's work. */
export const besideOtherWork = (environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !OF_OTHER_WORK.test(name)));

const MINIMUM = { terraform: [1, 9], tofu: [1, 8] } as const;

export interface Program {
  readonly file: string;
  /** For example `1.11.4`. */
  readonly version: string;
  /** Host that providers without a host in their source come from. */
  readonly registry: string;
}

/** File of a program on the PATH, as a shell would find it. */
export function findOnPath(name: string, environment: Environment): string | undefined {
  const endings = process.platform === "win32" ? (environment["PATHEXT"] ?? ".EXE;.CMD").split(";") : [""];
  for (const folder of (environment["PATH"] ?? "").split(path.delimiter)) {
    for (const ending of endings) {
      const file = path.resolve(folder, name + ending);
      if (isExecutable(file)) return file;
    }
  }
  return undefined;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Terraform, or what TERRAFORM_BINARY_NAME (cdktf's own variable) names instead.
 * @throws Error that names what is missing or too old, and the way to get it
 */
export async function findTerraform(environment: Environment): Promise<Program> {
  const name = environment["TERRAFORM_BINARY_NAME"] || "terraform";
  const file = findOnPath(name, environment);
  if (file === undefined) {
    throw new Error(`${name} is not on the PATH; install it from ${TERRAFORM_PAGE} (1.9 or newer)`);
  }
  const { stdout } = await promisify(execFile)(file, ["version", "-json"], {
    env: { ...besideOtherWork(environment), CHECKPOINT_DISABLE: "1" },
  });
  const version = (JSON.parse(stdout) as { terraform_version: string }).terraform_version;
  const tofu = path.basename(file).startsWith("tofu");
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [wantedMajor, wantedMinor] = MINIMUM[tofu ? "tofu" : "terraform"];
  if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
    throw new Error(
      `${file} is version ${version}; ${wantedMajor}.${wantedMinor} or newer is needed, get it from ${TERRAFORM_PAGE}`,
    );
  }
  return { file, version, registry: tofu ? "registry.opentofu.org" : "registry.terraform.io" };
}
