import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { nowhere } from "../../../../packages/playbook/__tests__/runner/support.ts";
import { playRoles, type RolesOptions } from "./support.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "eksplan-kubeconfig-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function written(options: Partial<RolesOptions> = {}) {
  const file = path.join(folder, "config");
  const { code, stdout, stderr } = await playRoles(["kubeconfig"], {
    ...options,
    eks: { ...nowhere },
    vars: { kubeconfig_path: file, ...options.vars },
    env: { AWS_PROFILE: "", ...options.env },
  });
  expect(code, `${stdout}${stderr}`).toBe(0);
  return parse(readFileSync(file, "utf8")).users[0].user.exec;
}

const TOKEN = ["--region", nowhere.region, "eks", "get-token", "--cluster-name", nowhere.cluster_name];

describe("the kubeconfig asks for tokens", () => {
  test("as whoever runs kubectl, without a profile", async () => {
    const exec = await written();
    expect(exec.args).toEqual([...TOKEN, "--output", "json"]);
    expect(exec).not.toHaveProperty("env");
  });

  test("with the profile of the deploy", async () => {
    expect((await written({ env: { AWS_PROFILE: "shop" } })).env).toEqual([
      { name: "AWS_PROFILE", value: "shop" },
    ]);
  });

  test.for([
    ["aws", [...TOKEN, "--output", "json", "--role-arn"]],
    [
      "aws-iam-authenticator",
      ["token", "--cluster-id", nowhere.cluster_name, "--region", nowhere.region, "--role"],
    ],
  ] as const)("of %s with a role that is assumed first", async ([authenticator, args]) => {
    const role = "arn:aws:iam::123456789012:role/deployer";
    const exec = await written({
      vars: { kubeconfig_authenticator: authenticator, kubeconfig_role_arn: role },
    });
    expect(exec.command).toBe(authenticator);
    expect(exec.args).toEqual([...args, role]);
  });
});
