import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type LocalAws, startLocalAws } from "@eksplan/local-aws";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { Aws } from "../../../../commands/pin/aws.ts";
import { pin } from "../../../../commands/pin/pin.ts";
import { questionsTo } from "../../../../commands/pin/questions.ts";

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
    metadata.annotations["eksplan.dev/zone-ids"]: - -> euc1-az1, euc1-az2, euc1-az3
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
      annotations:
        eksplan.dev/zone-ids: "euc1-az1, euc1-az2, euc1-az3"

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
  expect((await run(file)).lines).toEqual(["FILE: nothing to do"]);
});

test("a dry run prints the same changes and writes nothing", async () => {
  const file = write(OPEN);
  const { changes, lines, text } = await run(file, { dryRun: true });
  expect(changes).toBe(9);
  expect(lines).toContain('metadata.annotations["eksplan.dev/zone-ids"]: - -> euc1-az1, euc1-az2, euc1-az3');
  expect(lines.at(-1)).toBe("FILE: 9 changes, not written");
  expect(text).toBe(OPEN);
});

const small = (metadata: string, rest = "") => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: a, region: eu-central-1, ${metadata}}
vpc: {publicAccessCIDRs: [198.18.0.0/24]}
${rest}`;
const FIXED_ZONES = "availabilityZones: [eu-central-1a, eu-central-1b]\n";

test("auto and silence become the version that the plan has anyway", async () => {
  const auto = await run(write(small("version: auto", FIXED_ZONES)));
  const silent = await run(write(small("tags: {}", FIXED_ZONES)));
  expect(auto.text).toMatch(/version: "1\.\d+"}/);
  expect(silent.lines[0]?.replace("-", "auto")).toBe(auto.lines[0]);
});

test("what is fixed stays, and is renewed with --update alone", async () => {
  const nodes = `${FIXED_ZONES}addons: [{name: coredns, version: v1.12.1-eksbuild.2}]
managedNodeGroups: [{name: nodes, privateNetworking: true, releaseVersion: 1.34.2-20260101}]
`;
  const file = write(small('version: "1.34"', nodes));
  const first = await run(file);
  expect(first.changes).toBe(0);
  const second = await run(file, { update: true });
  expect(second.lines).toEqual([
    expect.stringMatching(/^addons\[0\]\.version: v1\.12\.1-eksbuild\.2 -> v1\./),
    expect.stringMatching(/^managedNodeGroups\[0\]\.releaseVersion: 1\.34\.2-20260101 -> 1\.34\./),
    "FILE: 2 changes written",
  ]);
});

test("a group that names its zones makes zones be written by name, and its own image has no release", async () => {
  const nodes = `managedNodeGroups:
- {name: nodes, privateNetworking: true, availabilityZones: [eu-central-1b]}
- {name: ubuntu, privateNetworking: true, amiFamily: Ubuntu2404}
`;
  const { lines, text } = await run(write(small('version: "1.34"', nodes)));
  expect(text).toContain("availabilityZones: [eu-central-1a, eu-central-1b, eu-central-1c]\n");
  expect(lines).toContain(
    "note: managedNodeGroups[1].releaseVersion: left open; the group brings its own image",
  );
});

test("a selector of a self-managed group is noted, not passed over", async () => {
  const nodes = `${FIXED_ZONES}nodeGroups:
- {name: own, instanceSelector: {vCPUs: 2, memory: 8GiB, allow: "^m6i"}}
`;
  const { changes, lines } = await run(write(small('version: "1.34"', nodes)));
  expect(changes).toBe(0);
  expect(lines[0]).toMatch(/^note: nodeGroups\[0\]\.instanceSelector: left open; .* m6i\.large/);
});

test.for([
  ["a file with an error", small("version: 1.35", "nonsense: 1\n"), /nonsense[\s\S]*nothing was changed/],
  [
    "a zone that this account has not",
    small('version: "1.35"', "availabilityZones: [eu-central-1a, eu-central-1d]\n"),
    /^availabilityZones\[1\]: eu-central-1d is no zone of this account; it has eu-central-1a, /,
  ],
  [
    "an add-on that EKS has not",
    small('version: "1.35"', `${FIXED_ZONES}addons: [{name: no-such-addon}]\n`),
    /^addons\[0\]\.name: EKS has no add-on no-such-addon for Kubernetes 1\.35$/,
  ],
  [
    "a version of an add-on that EKS has not",
    small('version: "1.35"', `${FIXED_ZONES}addons: [{name: coredns, version: v0.0.1-eksbuild.1}]\n`),
    /^addons\[0\]\.version: v0\.0\.1-eksbuild\.1 is no version of coredns /,
  ],
])("%s ends with what is wrong, and nothing is written", async ([, text, message]) => {
  const file = write(text as string);
  await expect(run(file)).rejects.toThrow(message as RegExp);
  expect(readFileSync(file, "utf8")).toBe(text);
});

test.for([
  ["eks", "DescribeClusterVersions"],
  ["eks", "DescribeAddonVersions"],
  ["ec2", "DescribeAvailabilityZones"],
  ["ec2", "DescribeInstanceTypeOfferings"],
  ["ssm", "GetParameters"],
])("a refusal of %s %s names the call, and nothing is written", async ([service, operation]) => {
  const file = write(OPEN);
  aws.setFaults([
    {
      match: { service: service!, operation: operation! },
      nth: "every",
      do: { error: { code: "AccessDenied", status: 403 } },
    },
  ]);
  await expect(run(file)).rejects.toThrow(new RegExp(`^${service} ${operation}: AccessDenied`));
  expect(readFileSync(file, "utf8")).toBe(OPEN);
});

test("an AWS that can't be reached is named", async () => {
  vi.stubEnv("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
  try {
    await expect(run(write(OPEN))).rejects.toThrow(
      /^e[kc][s2] Describe\w+: can't reach http:\/\/127\.0\.0\.1:9: /,
    );
  } finally {
    vi.stubEnv("AWS_ENDPOINT_URL", aws.url);
  }
});
