import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { terraformEnvironment } from "../../../../tools/terraform/environment.ts";
import { platform } from "../../../../tools/terraform/mirrors.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "environment-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program that says that it is this version. */
function fakeTerraform(version: string, name = "terraform"): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\necho '{"terraform_version": "${version}"}'\n`);
  chmodSync(file, 0o755);
  return folder;
}

function mirrorWith(...addresses: readonly string[]): string {
  const mirror = path.join(folder, "mirror-of-the-machine");
  for (const address of addresses)
    mkdirSync(path.join(mirror, address, "5.100.0", platform()), { recursive: true });
  return mirror;
}

const AWS = "registry.terraform.io/hashicorp/aws";
const NULL = "registry.terraform.io/hashicorp/null";

const look = (options: {
  readonly reachable: boolean;
  readonly mirrors?: readonly string[];
  readonly from?: Readonly<Record<string, string>>;
}) =>
  terraformEnvironment({
    project: process.cwd(),
    folder: path.join(folder, "work"),
    from: { PATH: folder, HOME: folder, TF_PLUGIN_CACHE_DIR: path.join(folder, "cache"), ...options.from },
    mirrors: options.mirrors ?? [],
    registry: async () => options.reachable,
  });

describe("Terraform itself", () => {
  test("missing is named, with the way to get it", async () => {
    await expect(look({ reachable: true })).rejects.toThrow(
      "terraform is not on the PATH; install it from https://developer.hashicorp.com/terraform/install",
    );
  });

  test("too old is named, with what is needed", async () => {
    fakeTerraform("1.8.5");
    await expect(look({ reachable: true })).rejects.toThrow(/is version 1\.8\.5; 1\.9 or newer is needed/);
  });

  test("is asked beside what somebody has set for work of their own", async () => {
    const file = path.join(fakeTerraform("1.11.4"), "terraform");
    writeFileSync(
      file,
      `#!/bin/sh\ntest -z "$TF_CLI_ARGS$TF_WORKSPACE$TF_LOG" && echo '{"terraform_version": "1.11.4"}'\n`,
    );
    const from = { TF_CLI_ARGS: "-no-color", TF_WORKSPACE: "other", TF_LOG: "trace" };
    expect((await look({ reachable: true, from })).program.version).toBe("1.11.4");
  });

  test("OpenTofu counts from 1.8 on, with its own registry", async () => {
    fakeTerraform("1.8.5", "tofu");
    const { program } = await look({ reachable: true, from: { TERRAFORM_BINARY_NAME: "tofu" } });
    expect(program).toMatchObject({ version: "1.8.5", registry: "registry.opentofu.org" });
  });
});

describe("providers", () => {
  test("come from the registry where it can be reached, without a word", async () => {
    fakeTerraform("1.11.4");
    const found = await look({ reachable: true, mirrors: [mirrorWith(AWS, NULL)] });
    expect(found).toMatchObject({ offline: false, notes: [] });
    expect(found.env).not.toHaveProperty("TF_CLI_CONFIG_FILE");
  });

  test("a CLI configuration that was named but doesn't exist is replaced by an empty one", async () => {
    fakeTerraform("1.11.4");
    const { env } = await look({ reachable: true, from: { TF_CLI_CONFIG_FILE: path.join(folder, "none") } });
    expect(readFileSync(env["TF_CLI_CONFIG_FILE"]!, "utf8")).toBe("");
  });

  test("come from a mirror that has both, without a double", async () => {
    fakeTerraform("1.11.4");
    const mirror = mirrorWith(AWS, NULL);
    const { env, offline, notes } = await look({ reachable: false, mirrors: [mirror] });
    expect(offline).toBe(true);
    expect(notes).toEqual([`AWS provider from the mirror ${mirror}; registry.terraform.io can't be reached`]);
    const file = readFileSync(env["TF_CLI_CONFIG_FILE"]!, "utf8");
    expect(file.match(/path\s+= "(.*)"/g)).toEqual([`path    = "${mirror}"`, `path    = "${mirror}"`]);
  });

  test("a null provider that nobody has is replaced by the double, which serves until it is disposed of", async () => {
    fakeTerraform("1.11.4");
    const {
      env,
      notes,
      [Symbol.asyncDispose]: end,
    } = await look({
      reachable: false,
      mirrors: [mirrorWith(AWS)],
    });
    expect(notes[1]).toMatch(/^hashicorp\/null is in no mirror: its double/);
    expect(readFileSync(env["TF_CLI_CONFIG_FILE"]!, "utf8")).not.toContain(NULL);
    const { [NULL]: served } = JSON.parse(env["TF_REATTACH_PROVIDERS"]!);
    expect(existsSync(served.Addr.String)).toBe(true);
    await end();
    expect(existsSync(served.Addr.String)).toBe(false);
  });

  test("an AWS provider that nobody has is an error that says where it was looked for", async () => {
    fakeTerraform("1.11.4");
    const mirror = mirrorWith(NULL);
    await expect(look({ reachable: false, mirrors: [mirror] })).rejects.toThrow(
      new RegExp(`hashicorp/aws can be had neither from .* \\(looked in ${mirror}\\)`),
    );
  });

  test("a network mirror of the user's own is left alone", async () => {
    fakeTerraform("1.11.4");
    const file = path.join(folder, "terraform.tfrc");
    writeFileSync(
      file,
      'provider_installation {\n  network_mirror {\n    url = "https://mirror.example/"\n  }\n}\n',
    );
    const found = await look({ reachable: false, from: { TF_CLI_CONFIG_FILE: file } });
    expect(found.offline).toBe(true);
    expect(found.env).not.toHaveProperty("TF_CLI_CONFIG_FILE");
  });
});
