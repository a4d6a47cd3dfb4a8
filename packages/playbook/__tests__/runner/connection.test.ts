import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import net from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HELM, pathWith } from "../../../../__tests__/support/cluster-tools.ts";
import { node, startCluster, type TestCluster } from "../../../local-aws/__tests__/kubernetes/support.ts";
import type { ClusterValues } from "../../ir.ts";
import { readWay } from "../../runner/connection.ts";
import { compile } from "./compile.ts";
import { run, temporaryFolder } from "./support.ts";

if ("missing" in HELM) console.warn(`helm is not tried through a connection: ${HELM.missing}`);

const password = "canary-proxy-password-2b9e";
let cluster: TestCluster;
let proxy: Server;
let connects: string[] = [];

/** The cluster under an endpoint where nobody listens: whoever gets through came another way. */
let values: ClusterValues;

const portOf = (server: net.Server): number => (server.address() as net.AddressInfo).port;
const listen = (server: net.Server): Promise<void> =>
  new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

beforeAll(async () => {
  cluster = await startCluster({ nodes: [node("n1")] });
  const closed = net.createServer();
  await listen(closed);
  const port = portOf(closed);
  await new Promise((resolve) => closed.close(resolve));
  values = {
    cluster_name: "demo",
    cluster_arn: "arn:aws:eks:eu-central-1:123456789012:cluster/demo",
    region: "eu-central-1",
    endpoint: `https://127.0.0.1:${port}`,
    certificate_authority: cluster.endpoint.certificateAuthorityData,
  };
  proxy = createServer((_, response) => response.writeHead(400).end());
  proxy.on("connect", (request, near: net.Socket) => {
    const [, encoded = ""] = (request.headers["proxy-authorization"] ?? "").split(" ");
    near.on("error", () => near.destroy());
    if (Buffer.from(encoded, "base64").toString() !== `user:${password}`) {
      near.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
      return;
    }
    connects.push(request.url ?? "");
    const far = net.connect(Number(new URL(cluster.endpoint.endpoint).port), "127.0.0.1", () => {
      near.write("HTTP/1.1 200 Connection established\r\n\r\n");
      near.pipe(far).pipe(near);
    });
    far.on("error", () => near.destroy());
  });
  await listen(proxy);
});
afterAll(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await cluster[Symbol.asyncDispose]();
});

const TASKS = `
- name: by the client
  kubernetes.core.k8s_info: { api_version: v1, kind: Namespace, name: kube-system }
  register: found
- name: what it found
  ansible.builtin.assert: { that: found.resources | length == 1 }
- name: by uri
  ansible.builtin.uri: { url: "{{ eks.endpoint }}/readyz", ca_path: "{{ eks.ca_file }}", status_code: [200, 401, 403] }
${
  "file" in HELM
    ? `- name: by helm
  kubernetes.core.helm: { name: web, release_namespace: default, chart_ref: ./chart }
`
    : ""
}`;
const OK = "file" in HELM ? /ok=4 +changed=1 .*failed=0/ : /ok=3 +changed=0 .*failed=0/;

function writeChart(folder: string): void {
  mkdirSync(path.join(folder, "chart", "templates"), { recursive: true });
  writeFileSync(path.join(folder, "chart", "Chart.yaml"), "apiVersion: v2\nname: web\nversion: 0.1.0\n");
  writeFileSync(
    path.join(folder, "chart", "templates", "map.yaml"),
    "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\n",
  );
}

/** Stands for the AWS CLI: says which session was asked for, and forwards the local port to the cluster. */
const AWS_CLI = `#!/usr/bin/env node
const net = require("node:net");
const fs = require("node:fs");
const args = process.argv.slice(2);
fs.appendFileSync(process.env.STUB_LOG, JSON.stringify({ pid: process.pid, args }) + "\\n");
if (process.env.STUB_FAILS) {
  console.error("An error occurred (TargetNotConnected) when calling the StartSession operation");
  process.exit(254);
}
const { localPortNumber } = JSON.parse(args[args.indexOf("--parameters") + 1]);
net.createServer((near) => {
  const far = net.connect(Number(process.env.STUB_PORT), "127.0.0.1");
  near.on("error", () => far.destroy());
  far.on("error", () => near.destroy());
  near.pipe(far).pipe(near);
}).listen(Number(localPortNumber[0]), "127.0.0.1");
`;

describe("private endpoints", () => {
  test("through an instance by Session Manager, whose session ends with the task", {
    timeout: 120_000,
  }, async () => {
    using folder = temporaryFolder();
    writeChart(folder.path);
    const log = path.join(folder.path, "log");
    const bin = path.join(folder.path, "bin");
    mkdirSync(bin);
    writeFileSync(path.join(bin, "aws"), AWS_CLI);
    chmodSync(path.join(bin, "aws"), 0o755);
    const env = {
      EKS_BOOTSTRAP_CONNECTION: "ssm:i-0123456789abcdef0",
      PATH: `${bin}:${path.dirname(process.execPath)}:${pathWith(HELM)}`,
      STUB_LOG: log,
      STUB_PORT: new URL(cluster.endpoint.endpoint).port,
    };
    const { code, stdout } = await run(["play"], {
      cwd: folder.path,
      playbook: compile(TASKS),
      cluster: values,
      env,
    });
    expect(stdout).toMatch(OK);
    expect(code).toBe(0);
    // One session for all tasks of the process.
    const [session, ...more] = readFileSync(log, "utf8").trim().split("\n");
    expect(more).toEqual([]);
    const { pid, args } = JSON.parse(session!) as { readonly pid: number; readonly args: readonly string[] };
    expect(args.slice(0, -1)).toEqual([
      ...["ssm", "start-session", "--region", "eu-central-1", "--target", "i-0123456789abcdef0"],
      ...["--document-name", "AWS-StartPortForwardingSessionToRemoteHost", "--parameters"],
    ]);
    expect(JSON.parse(args.at(-1)!)).toMatchObject({
      host: ["127.0.0.1"],
      portNumber: [new URL(values.endpoint).port],
    });
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");

    const failed = await run(["play"], {
      cwd: folder.path,
      playbook: compile(TASKS),
      cluster: values,
      env: { ...env, STUB_FAILS: "1" },
    });
    expect(failed.code).toBe(2);
    expect(failed.stdout.replaceAll(/\s+/g, " ")).toContain(
      "the session through i-0123456789abcdef0 to 127.0.0.1",
    );
    expect(failed.stdout).toContain("TargetNotConnected");
  });

  test("through an HTTP proxy, whose password stays hidden", { timeout: 120_000 }, async () => {
    using folder = temporaryFolder();
    writeChart(folder.path);
    connects = [];
    const through = (secret: string) =>
      run(["play"], {
        cwd: folder.path,
        playbook: compile(TASKS),
        cluster: values,
        env: {
          EKS_BOOTSTRAP_CONNECTION: `proxy:http://user:${secret}@127.0.0.1:${portOf(proxy)}`,
          EKS_BOOTSTRAP_VERBOSITY: "3",
          PATH: pathWith(HELM),
        },
      });
    const { code, stdout } = await through(password);
    expect(stdout).toMatch(/failed=0/);
    expect(code).toBe(0);
    expect(new Set(connects)).toEqual(new Set([new URL(values.endpoint).host]));
    expect(stdout).not.toContain(password);
    const refused = await through("wrong");
    expect(refused.code).toBe(2);
    expect(refused.stdout).toContain("407 Proxy Authentication Required");
  });

  test("by a port that somebody has forwarded", { timeout: 60_000 }, async () => {
    using folder = temporaryFolder();
    writeChart(folder.path);
    const { code } = await run(["play"], {
      cwd: folder.path,
      playbook: compile(TASKS),
      cluster: values,
      env: {
        EKS_BOOTSTRAP_CONNECTION: `port:${new URL(cluster.endpoint.endpoint).port}`,
        PATH: pathWith(HELM),
      },
    });
    expect(code).toBe(0);
  });

  test.for([
    "ssm:",
    "ssm:i-1; rm -rf /",
    "proxy:socks5://x",
    "port:0",
    "port:70000",
    "bastion",
    "proxy:http//x",
  ])("%s is refused", (text) => {
    expect(() => readWay({ EKS_BOOTSTRAP_CONNECTION: text })).toThrow("EKS_BOOTSTRAP_CONNECTION");
  });

  test("nothing said is no way", () => {
    expect(readWay({})).toBeUndefined();
    expect(readWay({ EKS_BOOTSTRAP_CONNECTION: "" })).toBeUndefined();
  });
});
