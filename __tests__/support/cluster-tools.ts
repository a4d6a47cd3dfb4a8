import { execFile } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { type TestCluster, tokenOf } from "../../packages/local-aws/__tests__/kubernetes/support.ts";
import { findOnPath } from "../../tools/terraform/program.ts";

/** A real program, or the reason why the tests that need it are skipped. */
export type Tool = { readonly file: string } | { readonly missing: string };

export const HELM: Tool = tool("helm", "EKSPLAN_TEST_HELM", "go install helm.sh/helm/v3/cmd/helm@v3.17.3");
export const KUBECTL: Tool = tool(
  "kubectl",
  "EKSPLAN_TEST_KUBECTL",
  "see https://kubernetes.io/docs/tasks/tools/",
);
/** Real Ansible, for what only it can say. */
export const ANSIBLE: Tool = tool(
  "ansible-playbook",
  "EKSPLAN_TEST_ANSIBLE",
  "run packages/playbook/__tests__/oracle/prepare.sh",
  path.resolve(".eksplan", "oracle", "bin", "ansible-playbook"),
);

function tool(name: string, variable: string, remedy: string, place?: string): Tool {
  const own = place !== undefined && existsSync(place) ? place : undefined;
  const file = process.env[variable] ?? own ?? findOnPath(name, process.env);
  return file === undefined
    ? { missing: `no ${name} on the PATH: ${remedy}, or name it in ${variable}` }
    : { file };
}

/** The PATH with these programs first. */
export const pathWith = (...tools: readonly Tool[]): string =>
  [...tools.flatMap((one) => ("file" in one ? [path.dirname(one.file)] : [])), process.env["PATH"]].join(
    path.delimiter,
  );

/** Writes a kubeconfig for a cluster's administrator. */
export function writeKubeconfig(folder: string, { endpoint }: TestCluster): string {
  const file = path.join(folder, "admin.kubeconfig.json");
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "c",
    clusters: [
      {
        name: "c",
        cluster: {
          server: endpoint.endpoint,
          "certificate-authority-data": endpoint.certificateAuthorityData,
        },
      },
    ],
    users: [{ name: "u", user: { token: tokenOf("admin") } }],
    contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
  };
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}

/** Runs one of them against a cluster. Not synchronously: the cluster lives in this process. */
export async function runTool(which: Tool, args: readonly string[], kubeconfig: string): Promise<string> {
  if (!("file" in which)) throw new Error(which.missing);
  const env = { ...process.env, KUBECONFIG: kubeconfig, HOME: path.dirname(kubeconfig) };
  const { stdout } = await promisify(execFile)(which.file, [...args], { env, maxBuffer: 1 << 26 });
  return stdout;
}
