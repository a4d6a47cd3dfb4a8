import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import type { Json, ProcessValues } from "@eksplan/playbook/ir";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { writeAnsibleFolder } from "../../../../commands/bootstrap/to-ansible.ts";
import {
  node,
  startCluster,
  type TestCluster,
  tokenOf,
} from "../../../../packages/local-aws/__tests__/kubernetes/support.ts";
import { temporaryFolder } from "../../../../packages/playbook/__tests__/runner/support.ts";
import { synthesizeBootstrap } from "../../../support/bootstrap-stack.ts";
import { ANSIBLE, HELM, pathWith } from "../../../support/cluster-tools.ts";
import { start } from "../../../support/process.ts";

const missing = [ANSIBLE, HELM].flatMap((tool) => ("missing" in tool ? [tool.missing] : []));
if (missing.length > 0) console.warn(`skipped: real Ansible (${missing.join("; ")})`);

const SHOP = path.resolve("examples/bootstrap/shop.yml");
const SHIPPED = path.resolve("bootstrap/playbook.yml");
const ROLES = path.resolve("__tests__/terraform/fixtures/bootstrap-roles/playbook.yml");

const valuesOf = (endpoint: string, authority: string): ProcessValues => ({
  eks: {
    cluster_name: "demo",
    cluster_arn: "arn:aws:eks:eu-central-1:123456789012:cluster/demo",
    region: "eu-central-1",
    endpoint,
    certificate_authority: authority,
    minimum_nodes: 1,
    node_groups: ["system"],
  },
  vars: {},
});
const nowhere = valuesOf("https://example.com", "Q0E=");

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .sort();

describe("the folder for ansible-playbook", () => {
  test("holds the playbook with its files, the roles that it uses, and the cluster", () => {
    using folder = temporaryFolder();
    const target = path.join(folder.path, "out");
    writeAnsibleFolder(target, { playbook: SHOP, values: nowhere });
    const files = filesBelow(target);
    expect(files).toEqual(
      expect.arrayContaining([
        "shop.yml",
        "files/shop.yaml",
        "charts/hello/Chart.yaml",
        "charts/hello/templates/config-map.yaml",
        "roles/namespaces/tasks/main.yml",
        "roles/kubeconfig/vars/main.yml",
        "run.sh",
        "ansible.cfg",
        "ca.pem",
      ]),
    );
    expect(files.some((file) => file.startsWith("roles/flux"))).toBe(false);
    expect(statSync(path.join(target, "eks.yml")).mode & 0o777).toBe(0o600);
    const { eks } = parse(readFileSync(path.join(target, "eks.yml"), "utf8"));
    expect(eks.kubeconfig).toBe(path.join(target, "demo.kubeconfig.yaml"));
    // Its own folder is made anew.
    writeFileSync(path.join(target, "stale.yml"), "");
    writeAnsibleFolder(target, { playbook: SHOP, values: nowhere });
    expect(filesBelow(target)).toEqual(files);
  });

  test("marks values that look like templates, since Ansible would render them", () => {
    using folder = temporaryFolder();
    const eks = { ...nowhere.eks, motto: "{{ lookup('env', 'HOME') }}", list: ["plain", "{% x %}"] };
    writeAnsibleFolder(folder.path, { playbook: SHOP, values: { eks, vars: {} } });
    const text = readFileSync(path.join(folder.path, "eks.yml"), "utf8");
    expect(text).toMatch(/motto: !unsafe ["']?\{\{ lookup/);
    expect(text).toMatch(/- !unsafe ["']?\{% x %\}/);
    expect(text).toMatch(/- plain/);
  });

  test("is not written over files of others", () => {
    using folder = temporaryFolder();
    writeFileSync(path.join(folder.path, "mine.txt"), "x");
    expect(() => writeAnsibleFolder(folder.path, { playbook: SHOP, values: nowhere })).toThrow(
      "holds files of others",
    );
    expect(existsSync(path.join(folder.path, "mine.txt"))).toBe(true);
  });
});

/** Without the session's own settings of Ansible. */
const ansibleEnvironment = {
  LC_ALL: "C.UTF-8",
  ANSIBLE_COLLECTIONS_PATH: path.resolve(".eksplan/oracle/collections"),
};

/** `name status` of every task that did something, items of a loop together. */
type Told = readonly string[];

function told(
  events: readonly { readonly task?: string; readonly status?: string; readonly item?: Json }[],
): Told {
  const worst = new Map<string, string>();
  for (const { task, status } of events) {
    if (task === undefined || status === undefined || status === "skipped") continue;
    if (worst.get(task) !== "changed") worst.set(task, status);
  }
  return [...worst].map(([task, status]) => `${task} ${status}`);
}

const linesOf = (text: string): readonly Record<string, Json>[] =>
  text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Record<string, Json>);

async function byAnsible(folder: string, cluster: TestCluster, values: ProcessValues) {
  const target = path.join(folder, "ansible");
  writeAnsibleFolder(target, { playbook: SHOP, values });
  const bin = path.join(folder, "bin");
  mkdirSync(bin);
  const credential = {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    kind: "ExecCredential",
    status: { token: tokenOf("admin") },
  };
  // The AWS CLI is not what is tested here.
  writeFileSync(path.join(bin, "aws"), `#!/bin/sh\necho '${JSON.stringify(credential)}'\n`);
  chmodSync(path.join(bin, "aws"), 0o755);
  return async (): Promise<{ readonly code: number | null; readonly told: Told }> => {
    const log = path.join(folder, "events.jsonl");
    writeFileSync(log, "");
    const { code, stdout, stderr } = await start(["sh", path.join(target, "run.sh")], {
      env: {
        ...ansibleEnvironment,
        PATH: [bin, pathWith(ANSIBLE, HELM)].join(path.delimiter),
        HOME: folder,
        ORACLE_EVENTS: log,
        ANSIBLE_STDOUT_CALLBACK: "oracle_events",
        ANSIBLE_CALLBACK_PLUGINS: path.resolve("packages/playbook/__tests__/oracle/callback"),
      },
    }).finished;
    const events = linesOf(readFileSync(log, "utf8"));
    if (events.length === 0) throw new Error(`${cluster.endpoint.endpoint}\n${stdout}\n${stderr}`);
    return { code, told: told(events.filter((event) => event["item"] !== true)) };
  };
}

function byRunner(folder: string, values: ProcessValues) {
  const stack = synthesizeBootstrap(path.join(folder, "cdktf.out"), SHOP);
  return async (): Promise<{ readonly code: number | null; readonly told: Told }> => {
    const { code, stdout } = await start([process.execPath, "assets/bootstrap/runner.cjs", "play"], {
      cwd: stack,
      env: {
        PATH: pathWith(HELM),
        HOME: folder,
        AWS_ACCESS_KEY_ID: "admin",
        AWS_SECRET_ACCESS_KEY: "secret-key-of-the-test",
        AWS_EC2_METADATA_DISABLED: "true",
        EKS_BOOTSTRAP_PLAYBOOK: "assets/bootstrap/playbook.json",
        EKS_BOOTSTRAP_VARS: JSON.stringify(values),
        EKS_BOOTSTRAP_KUBE_DIR: path.join(folder, ".kube"),
        EKS_BOOTSTRAP_LOG: "json",
      },
    }).finished;
    const events = linesOf(stdout).filter(({ event }) => event === "task");
    return { code, told: told(events) };
  };
}

async function objectsOf(cluster: TestCluster): Promise<readonly string[]> {
  const paths = [
    "/api/v1/namespaces/shop/configmaps",
    "/apis/networking.k8s.io/v1/namespaces/shop/networkpolicies",
  ];
  const lists = await Promise.all(paths.map((one) => cluster.call("GET", one)));
  return lists.flatMap(({ body }) =>
    (body.items as readonly { readonly metadata: { name: string }; data?: Json; spec?: Json }[])
      .filter(({ metadata }) => metadata.name !== "kube-root-ca.crt")
      .map(({ metadata, data, spec }) => JSON.stringify({ name: metadata.name, data, spec })),
  );
}

describe.skipIf("missing" in ANSIBLE)("real ansible-playbook", () => {
  test.for([SHOP, SHIPPED, ROLES].map((file) => path.relative(".", file)))(
    "takes %s",
    { timeout: 60_000 },
    async (file) => {
      const playbook = path.resolve(file);
      using folder = temporaryFolder();
      const target = path.join(folder.path, "out");
      writeAnsibleFolder(target, { playbook, values: nowhere });
      const { code, stdout, stderr } = await start(["sh", "run.sh", "--syntax-check"], {
        cwd: target,
        env: { ...ansibleEnvironment, PATH: pathWith(ANSIBLE), HOME: folder.path },
      }).finished;
      expect([code, stdout + stderr]).toEqual([0, expect.stringContaining("playbook: ")]);
    },
  );

  test.skipIf(missing.length > 0)(
    "does the same as eksplan's runner, the first time and the second",
    { timeout: 240_000 },
    async () => {
      using folder = temporaryFolder();
      await using one = await startCluster({ nodes: [node("n1")] });
      await using other = await startCluster({ nodes: [node("n1")] });
      const values = (cluster: TestCluster): ProcessValues =>
        valuesOf(cluster.endpoint.endpoint, cluster.endpoint.certificateAuthorityData);
      const ansible = await byAnsible(folder.path, one, values(one));
      const runner = byRunner(folder.path, values(other));
      for (const round of ["first", "second"]) {
        const expected = await ansible();
        expect({ round, ...(await runner()) }).toEqual({ round, ...expected });
        expect(expected.code).toBe(0);
      }
      expect(await objectsOf(other)).toEqual(await objectsOf(one));
    },
  );
});
