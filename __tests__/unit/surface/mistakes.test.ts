import { TerraformStack } from "cdktf";
import { describe, expect, test } from "vitest";
import {
  Addon,
  CreatedVpc,
  defineCluster,
  type EksCluster,
  EncryptionKey,
  ExistingVpc,
  ManagedNodeGroup,
  UserError,
  WorkloadRole,
} from "../../../modules/index.ts";
import { ownCluster, ownNetwork, ownStack } from "../../support/own-stack.ts";

const ZONES = [
  { key: "az1", name: "eu-central-1a" },
  { key: "az2", name: "eu-central-1b" },
];

/** What a program is told. */
function told(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    const { message, stack } = error as UserError;
    // The mistake is the caller's: where it was noticed helps nobody.
    expect(stack).toBe(`UserError: ${message}`);
    expect(message).not.toMatch(/undefined|\[object/);
    return message;
  }
  throw new Error("nothing was wrong");
}

const withCluster = (make: (cluster: EksCluster) => unknown) => told(() => make(ownCluster(ownStack())));

describe("a mistake in a program is one UserError with construct, value and remedy", () => {
  test.for<readonly [string, () => string, string]>([
    [
      "an id twice",
      () =>
        told(() => {
          const stack = ownStack();
          return [ownNetwork(stack), ownNetwork(stack)];
        }),
      'own/network: the id "network" is taken in own; an id names one construct and its Terraform addresses; choose another',
    ],
    [
      "a subnet of no tier",
      () => told(() => ownNetwork(ownStack()).subnets("isolated" as "private")),
      'own/network: "isolated" is no tier of subnets; allowed are public, private, control-plane; name one of them',
    ],
    [
      "a tier that is a property of every object",
      () => told(() => ownNetwork(ownStack()).subnets("constructor" as "private")),
      'own/network: "constructor" is no tier of subnets; allowed are public, private, control-plane; name one of them',
    ],
    [
      "a zone that the network does not have",
      () =>
        withCluster(
          (cluster) =>
            new ManagedNodeGroup(cluster.node.scope!, "nodes", {
              cluster,
              name: "nodes",
              subnets: { tier: "private", zones: ["az1", "az9"] },
            }),
        ),
      "own/network: there is no private subnet in az9; the zones are az1, az2; name some of them",
    ],
    [
      "an override of a resource that is not there",
      () =>
        told(
          () =>
            new CreatedVpc(ownStack(), "network", {
              name: "own",
              zones: ZONES,
              egress: "none",
              override: { natGateway: { connectivityType: "private" } },
            }),
        ),
      "own/network: override.natGateway: this construct makes no such resource; it makes controlPlaneSubnet, defaultSecurityGroup, internetGateway, privateRouteTable, privateSubnet, publicRouteTable, publicSubnet, vpc",
    ],
    [
      "a misspelt override",
      () =>
        told(
          () =>
            new EncryptionKey(ownStack(), "key", {
              clusterName: "own",
              override: { kye: {} } as object,
            }),
        ),
      "own/key: override.kye: this construct makes no such resource; it makes alias, key; did you mean key?",
    ],
    [
      "a block that is too small",
      () =>
        told(() => new CreatedVpc(ownStack(), "network", { name: "own", zones: ZONES, cidr: "10.0.0.0/26" })),
      "own/network: a /26 cannot be cut into subnets; a VPC may be a /16 to /24; take a block such as 192.168.0.0/16",
    ],
    [
      "no block",
      () => told(() => new CreatedVpc(ownStack(), "network", { name: "own", zones: ZONES, cidr: "ten" })),
      "own/network: ten is no IPv4 block; a block is an address, a slash and a length; write one such as 192.168.0.0/16",
    ],
    [
      "no zones",
      () => told(() => new CreatedVpc(ownStack(), "network", { name: "own", zones: [] })),
      "own/network: subnets in 0 zones: allowed are 1 to 8 zones; name some, and not more",
    ],
    [
      "an existing VPC without subnets",
      () => told(() => new ExistingVpc(ownStack(), "network", { vpcId: "vpc-1" })),
      "own/network: no subnet is given; EKS needs two in different zones; list them in privateSubnets or publicSubnets",
    ],
    [
      "a subnet that cannot be found",
      () =>
        told(
          () =>
            new ExistingVpc(ownStack(), "network", { privateSubnets: [{ key: "a", cidr: "10.0.0.0/24" }] }),
        ),
      "own/network/private: the subnet a is given without its id; a block or a zone means one subnet of one VPC only; give vpcId too",
    ],
    [
      "IRSA without a provider",
      () =>
        told(() => {
          const stack = ownStack();
          const cluster = ownCluster(stack, { oidcProvider: false });
          const serviceAccount = { namespace: "a", name: "b" };
          return new WorkloadRole(stack, "role", { cluster, name: "r", via: "irsa", serviceAccount });
        }),
      'own/role: the cluster own has no OpenID Connect provider, by which service accounts take roles (IRSA); set oidcProvider: true, or via: "pod-identity"',
    ],
    [
      "a service account without namespace",
      () =>
        withCluster(
          (cluster) =>
            new WorkloadRole(cluster.node.scope!, "role", {
              cluster,
              name: "r",
              via: "irsa",
              serviceAccount: { name: "b" },
            }),
        ),
      "own/role: the service account b is given without its namespace; IRSA trusts one account of one namespace; give both",
    ],
    [
      "a stack without a region",
      () =>
        told(() => new EncryptionKey(new TerraformStack(ownStack(), "bare"), "key", { clusterName: "own" })),
      "own/bare/key: the stack has no AWS provider with a region in plain text, from which partition and names follow; use an EksStack, or give the stack an AwsProvider with its region first",
    ],
  ])("%s", ([, message, expected]) => {
    expect(message()).toBe(expected);
  });

  test("an add-on twice", () => {
    const addon = (cluster: EksCluster) => new Addon(cluster.node.scope!, "addon_x", { cluster, name: "x" });
    expect(withCluster((cluster) => [addon(cluster), addon(cluster)])).toContain(
      'own/addon_x: the id "addon_x" is taken in own',
    );
  });
});

describe("defineCluster", () => {
  const now = new Date("2026-11-23T00:00:00Z");
  const good = {
    metadata: { name: "demo", region: "eu-central-1" },
    vpc: { publicAccessCIDRs: ["198.18.0.0/24"] },
    managedNodeGroups: [{ name: "a", instanceTypes: ["m7g.large"] }],
  };

  test("takes what a file says, with its defaults", () => {
    const { spec, warnings } = defineCluster(good, { now });
    expect(warnings).toEqual([]);
    expect(spec).toMatchObject({
      name: "demo",
      network: { kind: "created", egress: "nat-single" },
      nodeGroups: [{ kind: "managed", name: "a", image: { amiType: "AL2023_ARM_64_STANDARD" } }],
    });
  });

  test("tells all of thirty mistakes at once, each with the path of its field", () => {
    const managedNodeGroups = Array.from({ length: 30 }, (_, index) => ({
      name: `group-${index}`,
      instanceTypes: ["m7g.large"],
      minSize: 5,
      maxSize: 3,
    }));
    const lines = told(() => defineCluster({ ...good, managedNodeGroups }, { now })).split("\n");
    expect(lines).toHaveLength(30);
    for (const [index, line] of lines.entries())
      expect(line).toMatch(
        new RegExp(
          `^managedNodeGroups\\[${index}\\]\\.minSize: minSize 5 is greater than maxSize 3;.*\\[EKS\\d{4}\\]$`,
        ),
      );
  });

  test("refuses what nothing is built from, and what is no data", () => {
    expect(told(() => defineCluster({ ...good, karpenter: { version: "1.0.0" } }, { now }))).toMatch(
      /^karpenter: understood, not provisioned yet;.*\[EKS0349\]$/,
    );
    const circle: Record<string, unknown> = { ...good };
    circle["metadata"] = circle;
    expect(told(() => defineCluster(circle, { now }))).toMatch(/^the definition is no plain data: /);
    expect(told(() => defineCluster({ ...good, kind: (() => "x") as unknown as string }, { now }))).toMatch(
      /^the definition is no plain data: kind: a function is no value of a cluster file;/,
    );
  });

  test("warns like a file does", () => {
    const { warnings } = defineCluster({ metadata: good.metadata }, { now });
    expect(warnings).toEqual([expect.stringMatching(/^vpc.*\[EKS0323\]$/)]);
  });
});
