import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { installNullProvider } from "../../tools/null-provider/install.ts";
import { serveInProcess } from "../../tools/null-provider/serve.ts";
import { renderCliConfig } from "../../tools/terraform/cli-config.ts";
import { describeWithTerraform, scratchFolder, Terraform } from "../support/terraform.ts";

const NULL = "registry.terraform.io/hashicorp/null";
const HEAD = `
terraform {
  required_providers {
    null = {
      source  = "hashicorp/null"
      version = "~> 3.2"
    }
  }
}
`;

/** A folder with this configuration, and Terraform with the double of hashicorp/null as an installed plugin. */
async function installed(folder: string, configuration: string, env: Readonly<Record<string, string>> = {}) {
  const mirror = path.join(folder, "mirror");
  await installNullProvider(mirror, process.cwd());
  const cliConfig = path.join(folder, "terraform.tfrc");
  writeFileSync(cliConfig, renderCliConfig([{ address: NULL, mirror }]));
  writeFileSync(path.join(folder, "main.tf"), HEAD + configuration);
  const terraform = new Terraform(folder, { TF_CLI_CONFIG_FILE: cliConfig, ...env });
  await terraform.run("init");
  return terraform;
}

const apply = (terraform: Terraform, ...variables: readonly string[]) =>
  terraform.run("apply", "-auto-approve", ...variables.map((variable) => `-var=${variable}`));

async function idsOf(terraform: Terraform): Promise<Readonly<Record<string, string>>> {
  const state = JSON.parse(await terraform.run("show", "-json"));
  return Object.fromEntries(
    state.values.root_module.resources.map((resource: { address: string; values: { id: string } }) => [
      resource.address,
      resource.values.id,
    ]),
  );
}

describeWithTerraform("the double of hashicorp/null", () => {
  test("creates, keeps, replaces on changed triggers, known only after apply included, and destroys", async () => {
    using folder = scratchFolder("null");
    const terraform = await installed(
      folder.path,
      `variable "release" {}
      resource "null_resource" "first" {
        triggers = { release = var.release, "ключ-ü" = "ä\\n\${1 + 1}" }
        provisioner "local-exec" {
          command = "echo created >> log"
        }
        provisioner "local-exec" {
          when    = destroy
          command = "echo destroyed \${self.triggers.release} >> log"
        }
      }
      resource "null_resource" "second" {
        triggers = { first = null_resource.first.id }
      }
      resource "null_resource" "others" {
        count = 20
      }`,
    );
    await apply(terraform, "release=1");
    const before = await idsOf(terraform);
    expect(Object.keys(before)).toHaveLength(22);
    expect(new Set(Object.values(before)).size).toBe(22);
    expect(before["null_resource.first"]).toMatch(/^\d+$/);
    const { code } = await terraform.attempt("plan", "-detailed-exitcode", "-var=release=1");
    expect(code).toBe(0);

    const output = await apply(terraform, "release=2");
    expect(output).toContain("2 added, 0 changed, 2 destroyed");
    const after = await idsOf(terraform);
    expect(after["null_resource.first"]).not.toBe(before["null_resource.first"]);
    expect(after["null_resource.second"]).not.toBe(before["null_resource.second"]);
    expect(after["null_resource.others[7]"]).toBe(before["null_resource.others[7]"]);

    await terraform.run("destroy", "-auto-approve", "-var=release=2");
    expect(readFileSync(path.join(folder.path, "log"), "utf8")).toBe(
      "created\ndestroyed 1\ncreated\ndestroyed 2\n",
    );
  });

  test("a failed provisioner taints its resource alone, and the next apply replaces it", async () => {
    using folder = scratchFolder("null");
    const terraform = await installed(
      folder.path,
      `resource "null_resource" "good" {}
      resource "null_resource" "bad" {
        depends_on = [null_resource.good]
        provisioner "local-exec" {
          command = "test -e mended"
        }
      }`,
    );
    const failed = await terraform.attempt("apply", "-auto-approve");
    expect(failed.code).toBe(1);
    const { "null_resource.good": good } = await idsOf(terraform);
    expect(await terraform.run("plan")).toContain("null_resource.bad is tainted, so must be replaced");
    writeFileSync(path.join(folder.path, "mended"), "");
    expect(await apply(terraform)).toContain("1 added, 0 changed, 1 destroyed");
    expect((await idsOf(terraform))["null_resource.good"]).toBe(good);
  });

  test("a trigger that is null is as good as none", async () => {
    using folder = scratchFolder("null");
    const terraform = await installed(
      folder.path,
      `variable "extra" {
        type    = string
        default = null
      }
      resource "null_resource" "one" {
        triggers = var.extra == "" ? { a = "1", b = null } : { a = "1" }
      }`,
    );
    await apply(terraform);
    expect(await terraform.run("plan", "-var=extra=")).toContain("1 to change");
  });

  test("import is refused, as by the real provider", async () => {
    using folder = scratchFolder("null");
    const terraform = await installed(folder.path, 'resource "null_resource" "one" {}');
    const { code, stderr } = await terraform.attempt("import", "null_resource.one", "17");
    expect(code).toBe(1);
    expect(stderr).toContain("Resource Import Not Implemented");
  });

  test("the data source hands its inputs on", async () => {
    using folder = scratchFolder("null");
    const terraform = await installed(
      folder.path,
      `data "null_data_source" "one" {
        inputs = { x = "y" }
      }
      output "read" {
        value = data.null_data_source.one
      }`,
    );
    await apply(terraform);
    const read = JSON.parse(await terraform.run("output", "-json", "read"));
    expect(read).toMatchObject({
      has_computed_default: "default",
      id: "static",
      inputs: { x: "y" },
      outputs: { x: "y" },
      random: expect.stringMatching(/^\d+$/),
    });
  });

  test("works without TLS and says in its schema what the real one says", async () => {
    using folder = scratchFolder("null");
    const terraform = await installed(folder.path, 'resource "null_resource" "one" {}', {
      TF_DISABLE_PLUGIN_TLS: "1",
    });
    await apply(terraform);
    const schema = JSON.parse(await terraform.run("providers", "schema", "-json"));
    const { attributes } = schema.provider_schemas[NULL].resource_schemas.null_resource.block;
    expect(attributes).toMatchObject({
      id: { type: "string", computed: true },
      triggers: { type: ["map", "string"], optional: true },
    });
  });

  test("serves in the test's own process, without any installation", async () => {
    using folder = scratchFolder("null");
    await using provider = await serveInProcess();
    writeFileSync(path.join(folder.path, "main.tf"), `${HEAD}resource "null_resource" "one" {}`);
    const terraform = new Terraform(folder.path, { TF_REATTACH_PROVIDERS: provider.reattach });
    await terraform.run("init");
    await apply(terraform);
    expect(await terraform.pendingChanges()).toBeUndefined();
  });

  test("ends when Terraform is killed, and not on the terminal's Ctrl-C", async () => {
    using folder = scratchFolder("null");
    const terraform = await installed(
      folder.path,
      `resource "null_resource" "slow" {
        provisioner "local-exec" {
          command = "sleep 60"
        }
      }`,
    );
    const run = terraform.start("apply", "-auto-approve");
    await until("the provisioner runs", () => run.output().includes("Executing:"));
    const provider = childrenOf(run.pid).find(({ command }) => command.includes("terraform-provider-null"));
    expect(provider).toBeDefined();
    process.kill(provider!.pid, "SIGINT");
    await sleep(300);
    expect(isAlive(provider!.pid)).toBe(true);
    run.signal("SIGKILL");
    await until("the provider is gone", () => !isAlive(provider!.pid));
    run.signal("SIGKILL", "group");
  });
});

async function until(what: string, condition: () => boolean): Promise<void> {
  for (let attempts = 0; !condition(); attempts += 1) {
    if (attempts > 600) throw new Error(`waited in vain until ${what}`);
    await sleep(50);
  }
}

interface Child {
  readonly pid: number;
  readonly command: string;
}

/** Linux and macOS both know these options of ps. */
function childrenOf(parent: number): readonly Child[] {
  return execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" })
    .split("\n")
    .flatMap((line) => {
      const [, pid, ppid, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return Number(ppid) === parent ? [{ pid: Number(pid), command: command ?? "" }] : [];
    });
}

/** A zombie has ended; only its parent has not asked yet. */
function isAlive(pid: number): boolean {
  try {
    const state = execFileSync("ps", ["-p", String(pid), "-o", "stat="], { encoding: "utf8" }).trim();
    return state !== "" && !state.startsWith("Z");
  } catch {
    return false;
  }
}
