import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { describe, expect, test } from "vitest";
import {
  AccessEntry,
  Addon,
  EncryptionKey,
  ExistingVpc,
  FargateProfile,
  ManagedNodeGroup,
  recommendedCredentials,
  WorkloadRole,
} from "../../../modules/index.ts";
import { DependencyGraph } from "../../support/graph.ts";
import { at, ownCluster, ownNetwork, ownStack, synthesized } from "../../support/own-stack.ts";
import { addressesOf } from "../../support/synth-cluster.ts";

/** A program of one's own, with each exported construct once. */
function program() {
  const stack = ownStack();
  const network = ownNetwork(stack);
  const key = new EncryptionKey(stack, "encryption_key", { clusterName: "own" });
  const cluster = ownCluster(stack, { network, secretsKeyArn: key.arn });
  new Addon(stack, "addon_vpc-cni", {
    cluster,
    name: "vpc-cni",
    credentials: recommendedCredentials("vpc-cni", "irsa"),
  });
  new Addon(stack, "addon_coredns", { cluster, name: "coredns", configuration: { replicaCount: 3 } });
  new ManagedNodeGroup(stack, "nodes", { cluster, name: "nodes" });
  new FargateProfile(stack, "batch", {
    cluster,
    name: "batch",
    selectors: [{ namespace: "batch", labels: {} }],
  });
  new AccessEntry(stack, "admins", { cluster, principalArn: "arn:aws:iam::123456789012:role/admins" });
  const policy = new IamPolicy(stack, "bucket", { policy: "{}" });
  new WorkloadRole(stack, "backup", {
    cluster,
    name: "backup",
    via: "irsa",
    serviceAccount: { namespace: "backup", name: "velero" },
    policyArns: { bucket: policy.arn },
  });
  return { stack, cluster, network };
}

describe("a program of constructs alone", () => {
  const json = synthesized(program().stack);
  const graph = new DependencyGraph(json);

  test("finds every part under its construct's path", () => {
    expect(addressesOf(json)).toEqual(
      expect.arrayContaining([
        "aws_eks_cluster.cluster",
        "aws_iam_role.cluster_role",
        "aws_iam_openid_connect_provider.cluster_oidc_provider",
        "aws_eks_node_group.nodes",
        "aws_launch_template.nodes_launch_template",
        "aws_iam_role.cluster_node_role",
        "aws_iam_role.cluster_fargate_role",
        "aws_iam_role.addon_vpc-cni_role",
        "aws_iam_role.backup",
        "aws_iam_role_policy_attachment.backup_bucket",
      ]),
    );
  });

  test.for([
    ["nodes wait for what lets them join", "aws_eks_node_group.nodes", "aws_eks_addon.addon_vpc-cni"],
    ["nodes wait for their way out", "aws_eks_node_group.nodes", "aws_nat_gateway.network_nat_az1"],
    ["Fargate waits like nodes", "aws_eks_fargate_profile.batch", "aws_eks_addon.addon_vpc-cni"],
    ["controllers wait for nodes", "aws_eks_addon.addon_coredns", "aws_eks_node_group.nodes"],
    ["controllers wait for Fargate", "aws_eks_addon.addon_coredns", "aws_eks_fargate_profile.batch"],
  ])("%s, without anybody saying so", ([, later, earlier]) => {
    expect([...graph.before(later!)]).toContain(earlier);
  });

  test("defaults are safe: metadata that pods do not reach, both endpoints, access by entries", () => {
    expect(at(json, "aws_launch_template.nodes_launch_template")["metadata_options"]).toMatchObject({
      http_tokens: "required",
      http_put_response_hop_limit: 1,
    });
    expect(at(json, "aws_eks_cluster.cluster")).toMatchObject({
      access_config: { authentication_mode: "API" },
      vpc_config: { endpoint_private_access: true, endpoint_public_access: true },
    });
  });

  test("settings of an add-on are data", () => {
    expect(at(json, "aws_eks_addon.addon_coredns")["configuration_values"]).toBe('{"replicaCount":3}');
  });
});

describe("somebody else's VPC", () => {
  const stack = ownStack();
  const network = new ExistingVpc(stack, "network", {
    vpcId: "vpc-0123456789abcdef0",
    privateSubnets: [
      { key: "a", id: "subnet-0123456789abcdef0", zone: "eu-central-1a" },
      { key: "b", cidr: "10.0.1.0/24" },
      { key: "c", zone: "eu-central-1c" },
    ],
  });
  const cluster = ownCluster(stack, { network });
  new ManagedNodeGroup(stack, "nodes", {
    cluster,
    name: "nodes",
    subnets: { tier: "private", zones: ["eu-central-1a"] },
  });
  const json = synthesized(stack);

  test("is looked up and not made", () => {
    expect(
      Object.keys(json.resource).filter((type) => /^aws_(vpc|subnet|route|nat|internet|eip)/.test(type)),
    ).toEqual([]);
    expect(json.data?.["aws_subnet"]).toEqual({
      network_private_a: {
        id: "subnet-0123456789abcdef0",
        vpc_id: "vpc-0123456789abcdef0",
        availability_zone: "eu-central-1a",
      },
      network_private_b: { vpc_id: "vpc-0123456789abcdef0", cidr_block: "10.0.1.0/24" },
      network_private_c: { vpc_id: "vpc-0123456789abcdef0", availability_zone: "eu-central-1c" },
    });
  });

  test("holds control plane and nodes, by tier and zone as a made one does", () => {
    expect(at(json, "aws_eks_cluster.cluster")["vpc_config"]).toMatchObject({
      subnet_ids: ["a", "b", "c"].map((key) => `\${data.aws_subnet.network_private_${key}.id}`),
    });
    expect(at(json, "aws_eks_node_group.nodes")["subnet_ids"]).toEqual([
      "${data.aws_subnet.network_private_a.id}",
    ]);
  });
});
