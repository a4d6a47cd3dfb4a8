import { describe, expect, test } from "vitest";
import { complete } from "../../../../modules/config/defaults/complete.ts";
import { configuration } from "../../../../modules/config/normalise/addons.ts";
import { volumes } from "../../../../modules/config/normalise/instance.ts";
import { network } from "../../../../modules/config/normalise/network.ts";
import { managedNodeGroups } from "../../../../modules/config/normalise/node-groups.ts";
import { permissions } from "../../../../modules/config/normalise/permissions.ts";
import type { ClusterConfig } from "../../../../modules/config/schema/cluster-config.ts";

const completed = (given: ClusterConfig, profile: "secure" | "eksctl" = "secure") =>
  complete({ metadata: { name: "demo", region: "eu-central-1" }, ...given }, profile);
type Group = NonNullable<ClusterConfig["managedNodeGroups"]>[number];
const group = (given: Group, more: ClusterConfig = {}, profile: "secure" | "eksctl" = "secure") =>
  managedNodeGroups(completed({ ...more, managedNodeGroups: [{ name: "a", ...given }] }, profile))[0]!;

describe("settings of an add-on", () => {
  test.for<readonly [string | undefined, object, unknown]>([
    [undefined, {}, undefined],
    ["", {}, undefined],
    ["  \n", { computeType: "Fargate" }, { computeType: "Fargate" }],
    ["null", {}, undefined],
    ['{"replicaCount": 3}', {}, { replicaCount: 3 }],
    ["replicaCount: 3\nenv: {A: 'true'}", {}, { replicaCount: 3, env: { A: "true" } }],
    ["computeType: EC2", { computeType: "Fargate" }, { computeType: "EC2" }],
    ["[1, 2]", { computeType: "Fargate" }, [1, 2]],
    ["text", {}, "text"],
  ])("%j over %j is %j", ([text, implied, expected]) => {
    expect(configuration(text, implied as Record<string, unknown>)).toEqual(expected);
  });
});

describe("permissions", () => {
  const nothing = {
    managedPolicyArns: [],
    awsManagedPolicies: [],
    wellKnownPolicies: [],
    inlinePolicies: {},
  };
  test.for<readonly [Parameters<typeof permissions>[0], object]>([
    [{}, nothing],
    [{ attachPolicyARNs: ["arn:a"] }, { ...nothing, managedPolicyArns: ["arn:a"] }],
    [{ attachPolicy: { a: 1 } }, { ...nothing, inlinePolicies: { inline: { a: 1 } } }],
    [
      { attachPolicy: { a: 1 }, policyName: "p" },
      { ...nothing, inlinePolicies: { p: { a: 1 } } },
    ],
    [{ policyName: "p" }, nothing],
    [
      { wellKnownPolicies: { certManager: true, autoScaler: true, externalDNS: false } },
      { ...nothing, wellKnownPolicies: ["autoScaler", "certManager"] },
    ],
  ])("of %j", ([settings, expected]) => {
    expect(permissions(settings)).toEqual(expected);
  });
});

describe("volumes of nodes", () => {
  test.for<readonly [Parameters<typeof volumes>[0], readonly object[]]>([
    [{}, []],
    [{ volumeSize: 0, volumeType: "gp3" }, []],
    [{ volumeSize: 20 }, [{ deviceName: "/dev/xvda", size: 20, type: "gp3" }]],
    [
      { volumeSize: 80, volumeType: "io2", volumeName: "/dev/sda1", volumeIOPS: 100, volumeEncrypted: false },
      [{ deviceName: "/dev/sda1", size: 80, type: "io2", iops: 100, encrypted: false }],
    ],
    [
      { volumeSize: 80, volumeKmsKeyID: "arn:key", volumeThroughput: 250, volumeName: "" },
      [{ deviceName: "/dev/xvda", size: 80, type: "gp3", kmsKeyArn: "arn:key", throughput: 250 }],
    ],
  ])("of %j", ([settings, expected]) => {
    expect(volumes(settings)).toEqual(expected);
  });
});

describe("the role of nodes", () => {
  test.for<readonly [NonNullable<Group["iam"]>, object]>([
    [{}, { kind: "shared" }],
    [{ attachPolicyARNs: [] }, { kind: "shared" }],
    [
      { instanceRoleARN: "arn:role", instanceRoleName: "x" },
      { kind: "given", arn: "arn:role" },
    ],
    [{ instanceRoleName: "x" }, { kind: "own", name: "x" }],
    [{ instanceRolePermissionsBoundary: "arn:b" }, { kind: "own", permissionsBoundary: "arn:b" }],
    [
      { attachPolicyARNs: ["arn:p"] },
      { kind: "own", permissions: expect.objectContaining({ managedPolicyArns: ["arn:p"] }) },
    ],
  ])("with %j", ([iam, expected]) => {
    expect(group({ iam }).role).toEqual(expected);
  });
});

describe("names", () => {
  test.for<readonly [Group, string]>([
    [{}, "demo-a-Node"],
    [{ instancePrefix: "p" }, "p-demo-a-Node"],
    [{ instanceName: "n" }, "n"],
    [{ instanceName: "n", instancePrefix: "p" }, "p-n"],
    [{ instancePrefix: "" }, "demo-a-Node"],
  ])("of the instances with %j", ([given, name]) => {
    expect(group(given).instance.name).toBe(name);
  });

  test("a group is suffixed, however long its name is, and never in profile eksctl", () => {
    expect(group({ name: "a".repeat(63) }).naming).toBe("suffixed");
    expect(group({}, {}, "eksctl").naming).toBe("exact");
  });
});

describe("the metadata service", () => {
  test.for<readonly [Group, object]>([
    [{}, { tokensRequired: true, hopLimit: 1 }],
    [{ disablePodIMDS: false }, { tokensRequired: true, hopLimit: 2 }],
    [{ disableIMDSv1: false }, { tokensRequired: false, hopLimit: 2 }],
    [
      { disableIMDSv1: true, disablePodIMDS: false },
      { tokensRequired: true, hopLimit: 2 },
    ],
    // Version 1 knows no hop limit: whoever keeps pods away asks for version 2, and is told so.
    [
      { disableIMDSv1: false, disablePodIMDS: true },
      { tokensRequired: true, hopLimit: 1 },
    ],
  ])("with %j", ([given, expected]) => {
    expect(group(given).instance.metadata).toEqual(expected);
  });
});

describe("zones", () => {
  const keys = (given: ClusterConfig) => {
    const spec = network(completed(given));
    return spec.kind === "created" ? spec.zones.map(({ key }) => key) : [];
  };

  test("have the same keys however a file writes them", () => {
    const expected = ["az1", "az2", "az3"];
    expect(keys({})).toEqual(expected);
    expect(keys({ availabilityZones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"] })).toEqual(
      expected,
    );
    const annotations = { "eksplan.dev/zone-ids": "euc1-az1, euc1-az2, euc1-az3" };
    expect(keys({ metadata: { name: "demo", region: "eu-central-1", annotations } })).toEqual(expected);
  });

  test("of a group are keys of the cluster's", () => {
    const availabilityZones = ["eu-central-1a", "eu-central-1b"];
    expect(group({ availabilityZones: ["eu-central-1b"] }, { availabilityZones }).subnets).toEqual({
      tier: "private",
      zones: ["az2"],
    });
  });
});

describe("somebody else's VPC", () => {
  test("is found by what the file says, an alias alone being a zone", () => {
    const subnets = {
      private: {
        "eu-central-1a": {},
        b: { id: "subnet-1", az: "eu-central-1b" },
        c: { cidr: "10.0.0.0/24" },
      },
    };
    expect(network(completed({ vpc: { id: "vpc-1", subnets } }))).toEqual({
      kind: "existing",
      vpcId: "vpc-1",
      publicSubnets: [],
      privateSubnets: [
        { key: "eu-central-1a", zone: "eu-central-1a" },
        { key: "b", id: "subnet-1", zone: "eu-central-1b" },
        { key: "c", cidr: "10.0.0.0/24" },
      ],
    });
  });
});
