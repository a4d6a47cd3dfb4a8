import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { mirrorFolders, platform, versionsIn } from "../../../../tools/terraform/mirrors.ts";

const AWS = "registry.terraform.io/hashicorp/aws";
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "mirrors-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const make = (...parts: readonly string[]) => {
  const made = path.join(folder, ...parts);
  mkdirSync(made, { recursive: true });
  return made;
};

test("folders are asked in order: CLI configuration, plugin cache, then those below the shared folder", () => {
  const [named, cached, shared] = [make("named"), make("cached"), make("opt", "plugins")];
  const file = path.join(folder, "terraform.tfrc");
  writeFileSync(
    file,
    `# filesystem_mirror { path = "/commented" }
    provider_installation {
      filesystem_mirror {
        include = ["example.com/*/*"]
        path    = "${named}"
      }
    }`,
  );
  const found = mirrorFolders(
    { TF_CLI_CONFIG_FILE: file, TF_PLUGIN_CACHE_DIR: cached },
    path.join(folder, "opt"),
  );
  expect(found.filter((place) => place.startsWith(folder))).toEqual([named, cached, shared]);
});

test("a configuration file that doesn't exist and folders that don't exist are nowhere", () => {
  const gone = path.join(folder, "gone");
  const found = mirrorFolders({ TF_CLI_CONFIG_FILE: gone, TF_PLUGIN_CACHE_DIR: gone }, gone);
  expect(found.filter((place) => place.startsWith(folder))).toEqual([]);
});

test("versions count only when they are there for this platform, packed or not", () => {
  make(AWS, "5.100.0", platform());
  make(AWS, "6.1.0", "plan9_mips");
  writeFileSync(path.join(folder, AWS, `terraform-provider-aws_6.2.0_${platform()}.zip`), "");
  writeFileSync(path.join(folder, AWS, "terraform-provider-aws_6.3.0_plan9_mips.zip"), "");
  writeFileSync(path.join(folder, AWS, "index.json"), "");
  expect([...versionsIn(folder, AWS)].sort()).toEqual(["5.100.0", "6.2.0"]);
  expect(versionsIn(folder, "registry.terraform.io/hashicorp/null")).toEqual([]);
});
