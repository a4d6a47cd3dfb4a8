import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findOnPath } from "../../../../tools/terraform/program.ts";
import { startBotocore, withoutBotocore } from "./botocore.ts";
import { drive } from "./drive.ts";
import { eksNodes } from "./scenarios/eks-nodes.ts";
import { startTarget, type Target } from "./target.ts";

const without =
  ["aws", "kubectl"]
    .filter((program) => findOnPath(program, process.env) === undefined)
    .map((program) => `no ${program} on the PATH`)[0] ?? withoutBotocore();
const recorded = (name: string, results: ReadonlyMap<string, string>) =>
  expect(`${JSON.stringify(Object.fromEntries([...results].sort()), null, 2)}\n`).toMatchFileSnapshot(
    path.resolve("packages/local-aws/__tests__/conformance/recorded", `${name}.json`),
  );

/** One command or two of each wire format; each starts a Python, which is why there are not more. */
const AWS_COMMANDS: readonly (readonly [operation: string, command: string, output: RegExp])[] = [
  ["eks:ListClusters", "eks list-clusters", /"confnodes"/],
  ["eks:DescribeCluster", "eks describe-cluster --name confnodes", /"status": "ACTIVE"/],
  [
    "ec2:DescribeVpcs",
    "ec2 describe-vpcs --filters Name=is-default,Values=false",
    /"CidrBlock": "10\.6\.0\.0\/16"/,
  ],
  ["iam:GetRole", "iam get-role --role-name confnodes-cluster", /"Service": "eks\.amazonaws\.com"/],
  ["s3:CreateBucket", "s3 mb s3://conf-commands", /make_bucket: conf-commands/],
  ["logs:DescribeLogGroups", "logs describe-log-groups", /"logGroups"/],
  [
    "ssm:GetParameter",
    "ssm get-parameter --name /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
    /"Value": "ami-/,
  ],
  [
    "autoscaling:DescribeAutoScalingGroups",
    "autoscaling describe-auto-scaling-groups",
    /"LifecycleState": "InService"/,
  ],
  ["sts:GetCallerIdentity", "sts get-caller-identity --query Account --output text", /^\d{12}$/m],
];

const KUBECTL_COMMANDS: readonly (readonly [command: string, output: RegExp])[] = [
  ["kubectl api-resources", /deployments +deploy +apps\/v1/],
  ["kubectl auth can-i create pods", /^yes$/m],
  ["kubectl get nodes", /Ready/],
  ["kubectl apply -f app.json", /deployment\.apps\/web created/],
  ["kubectl apply --server-side -f settings.json", /configmap\/settings serverside-applied/],
  ["kubectl wait --for=condition=Available deployment/web --timeout=20s", /condition met/],
  ["kubectl get deployment web -o wide", /web +1\/1/],
  ["kubectl describe deployment web", /Replicas: +1 desired/],
  ["kubectl delete deployment web --wait", /deleted/],
];

const APP = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "default" },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: "web" } },
    template: {
      metadata: { labels: { app: "web" } },
      spec: { containers: [{ name: "web", image: "nginx:1" }] },
    },
  },
};
const SETTINGS = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "settings", namespace: "default" },
  data: { a: "1" },
};

describe.skipIf(without !== undefined)(
  without === undefined ? "aws and kubectl" : `aws and kubectl (skipped: ${without})`,
  { timeout: 240_000 },
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), "conformance-"));
    const outcomes = { aws: new Map<string, string>(), kubectl: new Map<string, string>() };
    let target: Target;
    beforeAll(async () => {
      target = await startTarget("local");
      writeFileSync(path.join(folder, "app.json"), JSON.stringify(APP));
      writeFileSync(path.join(folder, "settings.json"), JSON.stringify(SETTINGS));
      await using client = startBotocore(target.env);
      const groupIsUp = eksNodes.steps.findIndex(({ operation }) => operation === "ListNodegroups");
      const verdicts = await drive(client, { name: "cluster", steps: eksNodes.steps.slice(0, groupIsUp) });
      expect(verdicts.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
    }, 120_000);
    afterAll(async () => {
      await target[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    });

    const run = (command: string) =>
      new Promise<{ readonly code: number | null; readonly output: string }>((resolve, reject) => {
        const env = {
          ...target.env,
          PATH: process.env["PATH"],
          HOME: folder,
          KUBECONFIG: path.join(folder, "config"),
        };
        const [program = "", ...args] = command.split(" ");
        const child = spawn(program, args, {
          cwd: folder,
          env: Object.fromEntries(Object.entries(env).filter(([, value]) => value !== "")),
        });
        let output = "";
        for (const stream of [child.stdout, child.stderr])
          stream.setEncoding("utf8").on("data", (text: string) => (output += text));
        child.on("error", reject);
        child.on("close", (code) => resolve({ code, output }));
      });

    test.for(AWS_COMMANDS)("aws $1", async ([operation, command, output]) => {
      const result = await run(`aws ${command}`);
      expect(result.output).toMatch(output);
      expect(result.code).toBe(0);
      outcomes.aws.set(operation, "passed");
    });

    test("kubectl signs in as aws eks update-kubeconfig says", async () => {
      expect((await run("aws eks update-kubeconfig --name confnodes")).output).toMatch(/Added new context/);
      // The token is asked for once: each `aws eks get-token` is another Python.
      const { status } = JSON.parse((await run("aws eks get-token --cluster-name confnodes")).output) as {
        readonly status: { readonly token: string };
      };
      const first = await run("kubectl version");
      expect(first.output).toMatch(/Server Version: v1\.33/);
      outcomes.kubectl.set("kubectl version, by aws eks get-token", "passed");
      const context = (await run("kubectl config current-context")).output.trim();
      await run(`kubectl config set-credentials ${context} --token=${status.token}`);
      await run(`kubectl config set-credentials token --token=${status.token}`);
      await run(`kubectl config set-context ${context} --user=token`);
      for (const [command, output] of KUBECTL_COMMANDS) {
        const result = await run(command);
        expect(result.output, command).toMatch(output);
        expect(result.code, command).toBe(0);
        outcomes.kubectl.set(command, "passed");
      }
    });

    test("what passes is what docs/local-aws-operations.md says", async () => {
      await recorded("cli", outcomes.aws);
      await recorded("kubectl", outcomes.kubectl);
    });
  },
);
