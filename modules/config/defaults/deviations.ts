/** A default of eksplan that is not eksctl's, in at least one profile. The values themselves come from the defaults. */
export interface Deviation {
  /** Field of the completed configuration. `[]` is any item of a list. */
  readonly field: string;
  readonly why: string;
  /** How a file says otherwise; without it, by the profile alone. */
  readonly back?: string;
}

/** `docs/defaults.md` and `npm run migrate` are made from this. A test compares it with what the defaults do. */
export const DEVIATIONS: readonly Deviation[] = [
  {
    field: "metadata.version",
    why: "1.34 leaves standard support on 2 December 2026; 1.35 is in it until March 2027",
    back: 'version: "1.34"',
  },
  {
    field: "upgradePolicy.supportType",
    why: "extended support costs six times as much; it is to be chosen, not to happen",
    back: "supportType: EXTENDED",
  },
  {
    field: "zonalShiftConfig.enabled",
    why: "with three zones the cluster can leave an impaired one; it costs nothing",
    back: "enabled: false",
  },
  {
    field: "vpc.nat.gateway",
    why: "with one NAT gateway the failure of its zone takes the way out from all nodes; in secure the price decides",
    back: "gateway: Single",
  },
  {
    field: "vpc.clusterEndpoints.privateAccess",
    why: "nodes reach the API inside the VPC, not over the internet",
    back: "privateAccess: false",
  },
  {
    field: "vpc.clusterEndpoints.publicAccess",
    why: "in secure the first deploy from a laptop must work, with a warning while everyone may connect; in production the API is reached from inside the VPC",
    back: "the profile secure, with publicAccessCIDRs",
  },
  {
    field: "availabilityZones",
    why: "eksctl draws the zones by lot; here a file always means the same zones, chosen by ids that mean the same place in every account, and each keeps its blocks when others come or go",
    back: "availabilityZones: [...] or the annotation eksplan.dev/zone-ids",
  },
  {
    field: "iam.withOIDC",
    why: "the CNI gets a role of its own, and nodes lose rights that every pod on them could use",
    back: "withOIDC: false",
  },
  {
    field: "iam.vpcResourceControllerPolicy",
    why: "only Windows nodes and security groups for pods need it; with Windows nodes it stays on",
    back: "vpcResourceControllerPolicy: true",
  },
  {
    field: "accessConfig.authenticationMode",
    why: "access entries are part of the plan, the ConfigMap aws-auth is not; with iamIdentityMappings both are read",
    back: "authenticationMode: API_AND_CONFIG_MAP",
  },
  {
    field: "accessConfig.bootstrapClusterCreatorAdminPermissions",
    why: "in production rights come from access entries with stable principals alone; in secure the first deploy must be usable",
    back: "the profile secure",
  },
  {
    field: "cloudWatch.clusterLogging.enableTypes",
    why: "what happened cannot be logged afterwards",
    back: "enableTypes: []",
  },
  {
    field: "cloudWatch.clusterLogging.logRetentionInDays",
    why: "long enough for an investigation, and not for ever",
    back: "logRetentionInDays: 30 (or another period)",
  },
  {
    field: "addons[].name",
    why: "pod identities need the agent; node repair is told more by the monitoring agent; without a node, coredns and metrics-server are left out, because an add-on is waited for",
    back: "addonsConfig: {disableDefaultAddons: true} and a list of your own",
  },
  {
    field: "addons[].resolveConflicts",
    why: "an update of an add-on leaves alone what somebody set in the cluster, for example more memory for coredns; at creation everything is overwritten all the same",
    back: "resolveConflicts: overwrite",
  },
  {
    field: "managedNodeGroups[].privateNetworking",
    why: "nodes have no public addresses; NAT gives them a way out",
    back: "privateNetworking: false",
  },
  {
    field: "managedNodeGroups[].volumeEncrypted",
    why: "encryption of EBS costs nothing and is not seen by programs",
    back: "volumeEncrypted: false",
  },
  {
    field: "managedNodeGroups[].disablePodIMDS",
    why: "pods cannot take the node's credentials; it stays off where withAddonPolicies gives pods the node's rights, with disableIMDSv1: false, and with an own launch template",
    back: "disablePodIMDS: false",
  },
  {
    field: "managedNodeGroups[].updateConfig.maxUnavailablePercentage",
    why: "one node at a time makes updates of large groups take days",
    back: "updateConfig: {maxUnavailable: 1}",
  },
  {
    field: "managedNodeGroups[].nodeRepairConfig.enabled",
    why: "nodes that stay unhealthy are replaced without anybody being called",
    back: "nodeRepairConfig: {enabled: false}",
  },
  { field: "eksplan.flowLogs", why: "traffic of the VPC can be looked up afterwards" },
  {
    field: "eksplan.closeDefaultSecurityGroup",
    why: "nothing can be put into a group that lets everything through",
  },
  {
    field: "eksplan.dedicatedControlPlaneSubnets",
    why: "pods cannot use up the addresses that the control plane needs for upgrades",
  },
  {
    field: "eksplan.controlPlaneOnPublicSubnets",
    why: "the control plane has no business in public subnets",
  },
  {
    field: "eksplan.publicSubnetsMapPublicIp",
    why: "load balancers and NAT need no automatic public addresses; with public nodes it is on",
  },
  {
    field: "eksplan.encryptSecrets",
    why: "a key of your own shows in CloudTrail who decrypts, and can be withdrawn",
    back: "secretsEncryption: {keyARN: ...} for another key",
  },
  { field: "eksplan.encryptLogs", why: "logs of the control plane say much about the cluster" },
  { field: "eksplan.logRetentionInDays", why: "as long as the control plane's" },
  { field: "eksplan.nodeMonitoring", why: "node repair is told of more kinds of failure" },
  { field: "eksplan.cniOnNodeRole", why: "follows from iam.withOIDC", back: "withOIDC: false" },
  { field: "eksplan.preventDestroy", why: "a production cluster is not destroyed by a slip of the hand" },
];
