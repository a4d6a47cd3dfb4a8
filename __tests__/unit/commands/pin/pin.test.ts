import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { Aws } from "../../../../commands/pin/aws.ts";
import { pin } from "../../../../commands/pin/pin.ts";
import { questionsTo } from "../../../../commands/pin/questions.ts";
import { type LocalAws, startLocalAws } from "../../../../simulator/local-aws.ts";

let aws: LocalAws;
let folder = "";

beforeAll(async () => {
  aws = await startLocalAws();
  for (const [name, value] of Object.entries(aws.environment())) vi.stubEnv(name, value);
  folder = mkdtempSync(path.join(tmpdir(), "eksplan-pin-"));
});
afterEach(() => aws.setFaults([]));
afterAll(async () => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
  await aws.close();
});

const OPEN = `# yaml-language-server: $schema=./schema.json
apiVersion: eksctl.io/v1alpha5
kind:   ClusterConfig     # the kind

metadata:
  name: 'demo'
  region: eu-central-1 # Frankfurt
  version: latest      # keep me

vpc: {publicAccessCIDRs: [ 198.18.0.0/24 ]}   # from the office

addons:
- name: vpc-cni
- {name: coredns,   version: "latest"}
# the last one
- name: kube-proxy # below the nodes
  version: v1.

managedNodeGroups:
  - name: system
    labels: &labels {team: "platform"}
    instanceTypes: [t4g.medium]
    privateNetworking: true

  - name: chosen
    # a small one
    instanceSelector:
      vCPUs: 2    # two
      memory: 8GiB
      allow: "^m[67]i\\\\."
    labels: *labels
    privateNetworking: true
  - {name: rocket, amiFamily: Bottlerocket, privateNetworking: true}
`;

function write(text: string): string {
  const file = path.join(folder, `${Math.random().toString(36).slice(2)}.yaml`);
  writeFileSync(file, text);
  return file;
}

async function run(file: string, options: { dryRun?: boolean; update?: boolean } = {}) {
  const lines: string[] = [];
  const changes = await pin({
    file,
    ...options,
    questions: (region) => questionsTo(new Aws(region)),
    say: (line) => lines.push(line.replace(file, "FILE")),
  });
  return { changes, lines, text: readFileSync(file, "utf8") };
}

test("what AWS says is written, each change is a line, and a second time there is nothing to do", async () => {
  const file = write(OPEN);
  const { lines, text } = await run(file);
  expect(lines.join("\n")).toMatchInlineSnapshot(`
    "metadata.version: latest -> 1.36
    metadata.annotations["eksplan.dev/zone-ids"]: - -> euc1-az1,euc1-az2,euc1-az3
    addons[0].version: - -> v1.20.5-eksbuild.1
    addons[1].version: latest -> v1.13.2-eksbuild.1
    addons[2].version: v1. -> v1.36.1-eksbuild.2
    managedNodeGroups[1].instanceTypes: instanceSelector {"vCPUs":2,"memory":"8GiB","allow":"^m[67]i\\\\."} -> [m6i.large, m7i.large]
    managedNodeGroups[0].releaseVersion: - -> 1.36.1-20261117
    managedNodeGroups[1].releaseVersion: - -> 1.36.1-20261117
    managedNodeGroups[2].releaseVersion: - -> 1.51.0-adaff6a9
    FILE: 9 changes written"
  `);
  expect(text).toMatchInlineSnapshot(`
    "# yaml-language-server: $schema=./schema.json
    apiVersion: eksctl.io/v1alpha5
    kind:   ClusterConfig     # the kind

    metadata:
      name: 'demo'
      region: eu-central-1 # Frankfurt
      version: "1.36"      # keep me
      annotations: {eksplan.dev/zone-ids: "euc1-az1,euc1-az2,euc1-az3"}

    vpc: {publicAccessCIDRs: [ 198.18.0.0/24 ]}   # from the office

    addons:
    - name: vpc-cni
      version: v1.20.5-eksbuild.1
    - {name: coredns,   version: "v1.13.2-eksbuild.1"}
    # the last one
    - name: kube-proxy # below the nodes
      version: v1.36.1-eksbuild.2

    managedNodeGroups:
      - name: system
        releaseVersion: 1.36.1-20261117
        labels: &labels {team: "platform"}
        instanceTypes: [t4g.medium]
        privateNetworking: true

      - name: chosen
        releaseVersion: 1.36.1-20261117
        # a small one
        instanceTypes: [m6i.large, m7i.large]
        # instanceSelector:
        #   vCPUs: 2    # two
        #   memory: 8GiB
        #   allow: "^m[67]i\\\\."
        labels: *labels
        privateNetworking: true
      - {name: rocket, amiFamily: Bottlerocket, privateNetworking: true, releaseVersion: 1.51.0-adaff6a9}
    "
  `);
  expect(aws.gaps()).toEqual(new Map());
  expect((await run(file)).lines).toEqual(["FILE: nothing to do, everything is fixed"]);
});
