import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServedProvider, serveNullProvider } from "../../tools/null-provider/serve.ts";
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

/** The double serves from this process, and Terraform has neither a mirror nor a registry to look into. */
let provider: ServedProvider;
beforeAll(async () => {
  provider = await serveNullProvider(NULL);
});
afterAll(() => provider[Symbol.asyncDispose]());

/** Terraform with the double, in a folder with this configuration. */
async function terraformIn(folder: string, configuration: string): Promise<Terraform> {
  const cliConfig = path.join(folder, "terraform.tfrc");
  writeFileSync(cliConfig, "provider_installation {}\n");
  writeFileSync(path.join(folder, "main.tf"), HEAD + configuration);
  const terraform = new Terraform(folder, {
    TF_CLI_CONFIG_FILE: cliConfig,
    TF_REATTACH_PROVIDERS: provider.reattach,
  });
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
    const terraform = await terraformIn(
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
    const terraform = await terraformIn(
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
    const terraform = await terraformIn(
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
    const terraform = await terraformIn(folder.path, 'resource "null_resource" "one" {}');
    const { code, stderr } = await terraform.attempt("import", "null_resource.one", "17");
    expect(code).toBe(1);
    expect(stderr).toContain("Resource Import Not Implemented");
  });

  test("the data source hands its inputs on", async () => {
    using folder = scratchFolder("null");
    const terraform = await terraformIn(
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

  test("says in its schema what the real one says", async () => {
    using folder = scratchFolder("null");
    const terraform = await terraformIn(folder.path, 'resource "null_resource" "one" {}');
    const schema = JSON.parse(await terraform.run("providers", "schema", "-json"));
    const { attributes } = schema.provider_schemas[NULL].resource_schemas.null_resource.block;
    expect(attributes).toMatchObject({
      id: { type: "string", computed: true },
      triggers: { type: ["map", "string"], optional: true },
    });
  });

  test("leaves nothing in the lock file, and what the real one has left there alone", async () => {
    using folder = scratchFolder("null");
    const lock = path.join(folder.path, ".terraform.lock.hcl");
    const terraform = await terraformIn(folder.path, 'resource "null_resource" "one" {}');
    await apply(terraform);
    expect(existsSync(lock)).toBe(false);

    writeFileSync(lock, LOCK);
    await terraform.run("init");
    expect(await terraform.pendingChanges()).toBeUndefined();
    expect(readFileSync(lock, "utf8")).toBe(LOCK);
  });
});

/** As Terraform writes it after it has fetched the real provider. */
const LOCK = `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "${NULL}" {
  version     = "3.2.4"
  constraints = "~> 3.2"
  hashes = [
    "h1:hkf5w5B6q8e2A42ND2CjAvgvSN3puAosDmOJb3zCVQM=",
  ]
}
`;
