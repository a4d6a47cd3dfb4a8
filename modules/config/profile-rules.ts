import type { FieldPath } from "@eksplan/diagnostics/issue";
import type { CompletedConfig } from "./completed.ts";
import type { Finding, Rule, RuleContext } from "./rule.ts";
import type { ClusterConfig } from "./schema/cluster-config.ts";

const SUFFIX = "; the profile production refuses it; remove the line, or choose the profile secure";

interface Requirement extends Omit<Rule, "subject" | "check"> {
  /** Paths in the file that contradict the profile, and what is wrong there. */
  find(config: CompletedConfig, context: RuleContext): readonly { path: FieldPath; wrong: string }[];
}

const groupsOf = (given: ClusterConfig) =>
  (["nodeGroups", "managedNodeGroups"] as const).flatMap((list) =>
    (given[list] ?? []).map((group, index) => ({ group, at: [list, index] as const })),
  );

/** Fields of both kinds of group. */
const ofGroups = (field: string) => [`nodeGroups[].${field}`, `managedNodeGroups[].${field}`];

/** What a file may not say with the profile `production`. Where it is silent, the profile's defaults satisfy all of it. */
const REQUIREMENTS: readonly Requirement[] = [
  {
    code: "EKS0330",
    name: "the API has no public endpoint",
    reads: ["vpc.clusterEndpoints"],
    explanation: "In the profile production the Kubernetes API can be reached from inside the VPC only.",
    find: (_, { given }) => {
      const { publicAccess, privateAccess } = given.vpc?.clusterEndpoints ?? {};
      const path = ["vpc", "clusterEndpoints"];
      return [
        ...(publicAccess === true
          ? [{ path: [...path, "publicAccess"], wrong: "the public endpoint is on" }]
          : []),
        ...(privateAccess === false
          ? [{ path: [...path, "privateAccess"], wrong: "the private endpoint is off" }]
          : []),
      ];
    },
  },
  {
    code: "EKS0331",
    name: "all control plane logs are kept for a year",
    reads: ["cloudWatch.clusterLogging"],
    explanation: "In the profile production all five log types are on and kept for at least 365 days.",
    find: (config, { given }) => {
      const { enableTypes, logRetentionInDays } = config.cloudWatch.clusterLogging;
      const path = ["cloudWatch", "clusterLogging"];
      const short = logRetentionInDays !== undefined && logRetentionInDays > 0 && logRetentionInDays < 365;
      return [
        ...(given.cloudWatch?.clusterLogging?.enableTypes !== undefined && new Set(enableTypes).size < 5
          ? [{ path: [...path, "enableTypes"], wrong: "not all five types of logs are on" }]
          : []),
        ...(short
          ? [
              {
                path: [...path, "logRetentionInDays"],
                wrong: `logs are kept for ${logRetentionInDays} days only`,
              },
            ]
          : []),
      ];
    },
  },
  {
    code: "EKS0332",
    name: "access entries alone say who may do what",
    reads: ["accessConfig.authenticationMode"],
    explanation:
      "In the profile production the ConfigMap aws-auth is not read: the authentication mode is API.",
    find: ({ accessConfig: { authenticationMode } }) =>
      authenticationMode === "API"
        ? []
        : [
            {
              path: ["accessConfig", "authenticationMode"],
              wrong: `the authentication mode is ${authenticationMode}`,
            },
          ],
  },
  {
    code: "EKS0333",
    name: "the creator is no administrator",
    reads: ["accessConfig.bootstrapClusterCreatorAdminPermissions"],
    explanation: "In the profile production whoever runs the first deploy gets no rights of its own by that.",
    find: ({ accessConfig }) =>
      accessConfig.bootstrapClusterCreatorAdminPermissions
        ? [
            {
              path: ["accessConfig", "bootstrapClusterCreatorAdminPermissions"],
              wrong: "who creates the cluster becomes its administrator",
            },
          ]
        : [],
  },
  {
    code: "EKS0335",
    name: "each zone has a NAT gateway",
    reads: ["vpc.nat.gateway", "kubernetesNetworkConfig.ipFamily", "localZones"],
    explanation: "In the profile production nodes keep their way out when another zone fails.",
    find: (_, { given }) =>
      given.vpc?.nat?.gateway === "Single" &&
      given.vpc.subnets === undefined &&
      (given.localZones ?? []).length === 0
        ? [{ path: ["vpc", "nat", "gateway"], wrong: "all zones share one NAT gateway" }]
        : [],
  },
  {
    code: "EKS0336",
    name: "nodes are in private subnets",
    reads: ofGroups("privateNetworking"),
    explanation: "In the profile production no node has a public address.",
    find: (_, { given }) =>
      groupsOf(given).flatMap(({ group, at }) =>
        group.privateNetworking === false
          ? [{ path: [...at, "privateNetworking"], wrong: "the nodes are in public subnets" }]
          : [],
      ),
  },
  {
    code: "EKS0337",
    name: "volumes are encrypted",
    reads: ofGroups("volumeEncrypted"),
    explanation: "In the profile production every volume of a node is encrypted.",
    find: (_, { given }) =>
      groupsOf(given).flatMap(({ group, at }) => [
        ...(group.volumeEncrypted === false
          ? [{ path: [...at, "volumeEncrypted"], wrong: "the volume is not encrypted" }]
          : []),
        ...(group.additionalVolumes ?? []).flatMap(({ volumeEncrypted }, index) =>
          volumeEncrypted === false
            ? [
                {
                  path: [...at, "additionalVolumes", index, "volumeEncrypted"],
                  wrong: "the volume is not encrypted",
                },
              ]
            : [],
        ),
      ]),
  },
  {
    code: "EKS0338",
    name: "instance metadata needs a session token",
    reads: ofGroups("disableIMDSv1"),
    explanation: "In the profile production nodes answer IMDSv2 only.",
    find: (_, { given }) =>
      groupsOf(given).flatMap(({ group, at }) =>
        group.disableIMDSv1 === false
          ? [{ path: [...at, "disableIMDSv1"], wrong: "instance metadata can be read without a token" }]
          : [],
      ),
  },
  {
    code: "EKS0339",
    name: "nobody connects to nodes by SSH",
    reads: ofGroups("ssh"),
    explanation: "In the profile production nodes are reached by Systems Manager, never by SSH.",
    find: (config) =>
      (["nodeGroups", "managedNodeGroups"] as const).flatMap((list) =>
        config[list].flatMap(({ ssh }, index) =>
          ssh.allow ? [{ path: [list, index, "ssh"], wrong: "SSH is allowed" }] : [],
        ),
      ),
  },
];

const ADMIN_POLICIES = /:cluster-access-policy\/AmazonEKS(?:Cluster)?AdminPolicy$/;

const hasAdministrator: Rule = {
  code: "EKS0334",
  name: "somebody is administrator",
  subject: "production",
  reads: ["accessConfig.accessEntries", "accessConfig.bootstrapClusterCreatorAdminPermissions"],
  explanation:
    "In the profile production the creator is no administrator, so an access entry must name one: otherwise nobody could use the cluster.",
  check: ({ accessConfig }, { profile }): readonly Finding[] => {
    if (profile !== "production" || accessConfig.bootstrapClusterCreatorAdminPermissions) return [];
    const isAdmin = (accessConfig.accessEntries ?? []).some(({ accessPolicies }) =>
      (accessPolicies ?? []).some(
        ({ policyARN, accessScope }) => ADMIN_POLICIES.test(policyARN) && accessScope.type === "cluster",
      ),
    );
    if (isAdmin) return [];
    const message =
      "nobody is administrator of the cluster; an access entry with AmazonEKSClusterAdminPolicy for the whole cluster is needed; add one for a role of your team";
    return [{ path: ["accessConfig", "accessEntries"], message }];
  },
};

const OPEN = new Set(["0.0.0.0/0", "::/0"]);

const endpointIsNotOpen: Rule = {
  code: "EKS0323",
  name: "the public endpoint is open to known ranges only",
  subject: "secure",
  reads: ["vpc.clusterEndpoints", "vpc.publicAccessCIDRs"],
  explanation:
    "In the profile secure the API keeps a public endpoint, so that the first deploy from a laptop works. Who may reach it should be a short list of ranges. Set vpc.publicAccessCIDRs, or turn the public endpoint off.",
  check: ({ vpc }, { profile }): readonly Finding[] => {
    if (profile !== "secure" || !vpc.clusterEndpoints.publicAccess) return [];
    const ranges = vpc.publicAccessCIDRs ?? [];
    if (ranges.length > 0 && !ranges.some((each) => OPEN.has(each))) return [];
    const message =
      "the public endpoint of the Kubernetes API is open to the whole internet; credentials are still needed; set vpc.publicAccessCIDRs to the ranges you work from, or vpc.clusterEndpoints.publicAccess to false";
    return [{ path: ["vpc", "publicAccessCIDRs"], message, severity: "warning" }];
  },
};

/** Rules that hold in one profile only. */
export const PROFILE_RULES: readonly Rule[] = [
  endpointIsNotOpen,
  ...REQUIREMENTS.map(
    ({ find, ...rule }): Rule => ({
      ...rule,
      subject: "production",
      check: (config, context) =>
        context.profile === "production"
          ? find(config, context).map(({ path, wrong }) => ({ path, message: `${wrong}${SUFFIX}` }))
          : [],
    }),
  ),
  hasAdministrator,
];
