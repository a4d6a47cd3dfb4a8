import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type ClusterOptions, startCluster, type TestCluster, tokenOf } from "./support.ts";

/** Whether a tool can be run; tests that need it are skipped, and their name says why. */
export const has = (tool: string): boolean =>
  spawnSync(tool, ["version", "--client"], { stdio: "ignore" }).error === undefined;

export interface Run {
  readonly code: number;
  readonly output: string;
}

export interface Shell extends AsyncDisposable {
  readonly cluster: TestCluster;
  readonly folder: string;
  file(name: string, content: string): string;
  run(tool: string, ...args: readonly string[]): Promise<Run>;
  /** As `run` with kubectl, but throws what it said if it fails. */
  kubectl(...args: readonly string[]): Promise<string>;
}

/** A cluster, a folder with a kubeconfig as eksplan writes it, and a HOME of the test's own: kubectl caches discovery there. */
export async function startShell(options: ClusterOptions = {}): Promise<Shell> {
  const cluster = await startCluster(options);
  const folder = mkdtempSync(path.join(tmpdir(), "kubernetes-"));
  const file = (name: string, content: string) => {
    const target = path.join(folder, name);
    writeFileSync(target, content);
    return target;
  };
  const credential = {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    kind: "ExecCredential",
    spec: {},
    status: { token: tokenOf("admin") },
  };
  const plugin = file("token.mjs", `console.log(${JSON.stringify(JSON.stringify(credential))});\n`);
  const { endpoint: server, certificateAuthorityData } = cluster.endpoint;
  const user = {
    exec: {
      apiVersion: credential.apiVersion,
      command: process.execPath,
      args: [plugin],
      interactiveMode: "Never",
    },
  };
  const kubeconfig = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "demo", cluster: { server, "certificate-authority-data": certificateAuthorityData } }],
    users: [{ name: "demo", user }],
    contexts: [{ name: "demo", context: { cluster: "demo", user: "demo" } }],
    "current-context": "demo",
  };
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    KUBECONFIG: file("kubeconfig", JSON.stringify(kubeconfig)),
    KUBECACHEDIR: path.join(folder, "cache"),
  };
  const run = (tool: string, ...args: readonly string[]) =>
    new Promise<Run>((resolve, reject) => {
      const child = spawn(tool, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk: Buffer) => (output += chunk));
      child.on("error", reject);
      child.on("close", (code) => resolve({ code: code ?? -1, output }));
    });
  return {
    cluster,
    folder,
    file,
    run,
    kubectl: async (...args) => {
      const { code, output } = await run("kubectl", ...args);
      if (code !== 0) throw new Error(`kubectl ${args.join(" ")} ended with ${code}: ${output}`);
      return output;
    },
    [Symbol.asyncDispose]: async () => {
      await cluster[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
