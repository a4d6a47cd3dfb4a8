import { expect, test } from "vitest";
import {
  AccessEntry,
  Addon,
  CreatedVpc,
  type EksCluster,
  type EksStack,
  EncryptionKey,
  FargateProfile,
  ManagedNodeGroup,
  NodeRole,
  PodExecutionRole,
  recommendedCredentials,
  WorkloadRole,
} from "../../../modules/index.ts";
import { at, ownCluster, ownStack, synthesized } from "../../support/own-stack.ts";

const ZONES = [
  { key: "az1", name: "eu-central-1a" },
  { key: "az2", name: "eu-central-1b" },
];
const TAGS = { tags: { by: "override" } };

/** Makes one construct with one override. */
type Make = (stack: EksStack, cluster: () => EksCluster) => unknown;

const vpc =
  (override: ConstructorParameters<typeof CreatedVpc>[2]["override"]): Make =>
  (stack) =>
    new CreatedVpc(stack, "vpc", {
      name: "own",
      zones: ZONES,
      flowLogs: { retentionInDays: 30 },
      ...(override && { override }),
    });

/** Every resource that a construct lets override, the construct that does, an address, and what stands there then. */
const OVERRIDES: readonly (readonly [resource: string, make: Make, address: string, found?: object])[] = [
  [
    "vpc",
    vpc({ vpc: { instanceTenancy: "dedicated" } }),
    "aws_vpc.vpc_vpc",
    { instance_tenancy: "dedicated" },
  ],
  ["defaultSecurityGroup", vpc({ defaultSecurityGroup: TAGS }), "aws_default_security_group.vpc_default"],
  ["internetGateway", vpc({ internetGateway: TAGS }), "aws_internet_gateway.vpc_internet_gateway"],
  ["publicRouteTable", vpc({ publicRouteTable: TAGS }), "aws_route_table.vpc_public_route_table"],
  ["privateRouteTable", vpc({ privateRouteTable: TAGS }), "aws_route_table.vpc_private_route_table_az2"],
  ["publicSubnet", vpc({ publicSubnet: TAGS }), "aws_subnet.vpc_public_az2"],
  ["privateSubnet", vpc({ privateSubnet: TAGS }), "aws_subnet.vpc_private_az1"],
  ["controlPlaneSubnet", vpc({ controlPlaneSubnet: TAGS }), "aws_subnet.vpc_control_plane_az1"],
  ["natGateway", vpc({ natGateway: TAGS }), "aws_nat_gateway.vpc_nat_az1"],
  ["eip", vpc({ eip: TAGS }), "aws_eip.vpc_nat_az1_address"],
  [
    "flowLog",
    vpc({ flowLog: { trafficType: "REJECT" } }),
    "aws_flow_log.vpc_flow_logs",
    { traffic_type: "REJECT" },
  ],
  ["flowLogGroup", vpc({ flowLogGroup: TAGS }), "aws_cloudwatch_log_group.vpc_flow_logs_log_group"],
  ...(
    [
      ["cluster", "aws_eks_cluster.cluster"],
      ["logGroup", "aws_cloudwatch_log_group.cluster_log_group"],
      ["role", "aws_iam_role.cluster_role"],
      ["oidcProvider", "aws_iam_openid_connect_provider.cluster_oidc_provider"],
    ] as const
  ).map(
    ([resource, address]) =>
      [
        resource,
        ((stack) =>
          ownCluster(stack, {
            logs: { types: ["audit"], retentionInDays: 30 },
            override: { [resource]: TAGS },
          })) satisfies Make,
        address,
      ] as const,
  ),
  [
    "key",
    (stack) => new EncryptionKey(stack, "key", { clusterName: "own", override: { key: TAGS } }),
    "aws_kms_key.key",
  ],
  [
    "alias",
    (stack) =>
      new EncryptionKey(stack, "key", { clusterName: "own", override: { alias: { name: "alias/mine" } } }),
    "aws_kms_alias.key_alias",
    { name: "alias/mine" },
  ],
  [
    "addon",
    (stack, cluster) =>
      new Addon(stack, "addon", {
        cluster: cluster(),
        name: "coredns",
        override: { addon: { preserve: true } },
      }),
    "aws_eks_addon.addon",
    { preserve: true },
  ],
  [
    "role of Addon",
    (stack, cluster) =>
      new Addon(stack, "addon", {
        cluster: cluster(),
        name: "vpc-cni",
        credentials: recommendedCredentials("vpc-cni", "irsa"),
        override: { role: TAGS },
      }),
    "aws_iam_role.addon_role",
  ],
  [
    "nodeGroup",
    (stack, cluster) =>
      new ManagedNodeGroup(stack, "group", {
        cluster: cluster(),
        name: "a",
        override: { nodeGroup: { diskSize: 7 } },
      }),
    "aws_eks_node_group.group",
    { disk_size: 7 },
  ],
  [
    "launchTemplate",
    (stack, cluster) =>
      new ManagedNodeGroup(stack, "group", {
        cluster: cluster(),
        name: "a",
        override: { launchTemplate: TAGS },
      }),
    "aws_launch_template.group_launch_template",
  ],
  [
    "profile",
    (stack, cluster) =>
      new FargateProfile(stack, "profile", {
        cluster: cluster(),
        name: "a",
        selectors: [{ namespace: "a", labels: {} }],
        override: { profile: TAGS },
      }),
    "aws_eks_fargate_profile.profile",
  ],
  [
    "entry",
    (stack, cluster) =>
      new AccessEntry(stack, "entry", {
        cluster: cluster(),
        principalArn: "arn:aws:iam::123456789012:role/a",
        override: { entry: TAGS },
      }),
    "aws_eks_access_entry.entry",
  ],
  [
    "association",
    (stack, cluster) =>
      new AccessEntry(stack, "entry", {
        cluster: cluster(),
        principalArn: "arn:aws:iam::123456789012:role/a",
        policies: [{ policyArn: "arn:aws:eks::aws:cluster-access-policy/View", scope: { kind: "cluster" } }],
        override: { association: { accessScope: { type: "namespace", namespaces: ["a"] } } },
      }),
    "aws_eks_access_policy_association.entry_View",
    { access_scope: { type: "namespace", namespaces: ["a"] } },
  ],
  ...([NodeRole, PodExecutionRole] as const).map(
    (Kind) =>
      [
        `role of ${Kind.name}`,
        ((stack, cluster) =>
          new Kind(stack, "role", { cluster: cluster(), override: { role: TAGS } })) satisfies Make,
        "aws_iam_role.role",
      ] as const,
  ),
  [
    "role of WorkloadRole",
    (stack, cluster) =>
      new WorkloadRole(stack, "role", {
        cluster: cluster(),
        name: "r",
        via: "pod-identity",
        serviceAccount: { name: "a" },
        override: { role: TAGS },
      }),
    "aws_iam_role.role",
  ],
];

test.for(OVERRIDES)("%s can be overridden", ([, make, address, found = TAGS]) => {
  const stack = ownStack();
  make(stack, () => ownCluster(stack));
  expect(at(synthesized(stack), address)).toMatchObject(found);
});
