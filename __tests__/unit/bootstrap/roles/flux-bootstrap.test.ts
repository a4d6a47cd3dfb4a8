import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nowhere } from "../../../../packages/playbook/__tests__/runner/support.ts";
import { specOf, synthSpec } from "../../../support/synth-cluster.ts";
import { playRoles } from "./support.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "flux-test-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A flux that writes its arguments down, one a line, and says what it is told to. */
function fakeFlux(says: string): Readonly<Record<string, string>> {
  const script = `#!/bin/sh\nfor one in "$@"; do printf '%s\\n' "$one"; done >> '${folder}/arguments'\nprintf '%s' "$GITHUB_TOKEN" > '${folder}/token'\necho '${says}' >&2\n`;
  writeFileSync(path.join(folder, "flux"), script, { mode: 0o755 });
  return {
    PATH: `${folder}:${process.env["PATH"]}`,
    GITHUB_TOKEN: "canary-token",
    EKS_BOOTSTRAP_KUBE_DIR: "/k",
  };
}
const play = (says: string, flags: Readonly<Record<string, string>>) =>
  playRoles(["flux_bootstrap"], {
    eks: { ...nowhere },
    given: { flux_bootstrap_provider: "github", flux_bootstrap_flags: flags },
    env: fakeFlux(says),
  });

describe("flux bootstrap", () => {
  test("gets the flags of the file as they are, and the token by the environment", async () => {
    const { code, stdout } = await play("✔ committed component manifests to main", {
      owner: "acme",
      repository: "fleet; $(touch x)",
      path: "clusters/{{ nope }}",
    });
    expect(code).toBe(0);
    expect(readFileSync(path.join(folder, "arguments"), "utf8").trim().split("\n")).toEqual([
      "bootstrap",
      "github",
      "--kubeconfig=/k/demo.yaml",
      "--owner=acme",
      "--path=clusters/{{ nope }}",
      "--repository=fleet; $(touch x)",
    ]);
    expect(readFileSync(path.join(folder, "token"), "utf8")).toBe("canary-token");
    expect(stdout).toContain("changed: [localhost]");
    expect(stdout).not.toContain("canary");
  });

  test("has changed nothing when the repository was up to date", async () => {
    const { stdout } = await play("✔ component manifests are up to date", {
      owner: "acme",
      repository: "fleet",
    });
    expect(stdout).toMatch(/ok=1 +changed=0/);
  });

  test("comes from gitops.flux of the cluster file", () => {
    const file = path.join(folder, "c.yaml");
    const write = (bootstrap: string): void =>
      writeFileSync(
        file,
        `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: c, region: eu-central-1${bootstrap} }
managedNodeGroups: [{ name: default }]
gitops: { flux: { gitProvider: github, flags: { owner: acme, repository: "\${fleet}" } } }
`,
      );
    write("");
    const { resource } = synthSpec(
      specOf(file),
      { type: "local" },
      { project: process.cwd(), cluster: file },
    );
    const steps = Object.keys(resource["null_resource"] ?? {});
    expect(steps).toContain("bootstrap_flux-bootstrap");
    expect(JSON.stringify(resource["null_resource"]?.["bootstrap_undo_40_workloads"])).toContain(
      "task/flux-bootstrap",
    );
  });
});
