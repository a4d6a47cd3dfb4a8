import { ABSENT, type Block, type Content, type ProbeSettings } from "./probe.ts";
import { ACCOUNT } from "./surroundings.ts";

export interface KnownBug {
  readonly field: string;
  readonly when: string;
  readonly settings: ProbeSettings;
  /** What the probe finds today: `same` where the plans should differ, `changes` where they should be the same, or that synth fails. */
  readonly today: "same" | "changes" | "fails";
  readonly why: `BUG: ${string}`;
}

const ROLE = `arn:aws:iam::${ACCOUNT}:role/probe`;
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/probe`;
const POLICY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const group = (fields: Content): Content => ({ managedNodeGroups: [fields] });
const addon = (fields: Content): Content => ({ addons: [fields] });
const ASSOCIATION: Block = {
  namespace: "kube-system",
  serviceAccountName: "ebs-csi-controller-sa",
  roleARN: ROLE,
  permissionPolicyARNs: undefined,
};

/** What is wrong today. Who mends one takes it away here: the test fails until then. */
export const KNOWN_BUGS: readonly KnownBug[] = [
  {
    field: "managedNodeGroups[].disableIMDSv1",
    when: "pods are kept from metadata, as the profiles secure and production do unasked",
    settings: { with: {} },
    today: "same",
    why: "BUG: false is taken and ignored; nobody is told that disablePodIMDS, which the file may not even name, wins",
  },
  {
    field: "managedNodeGroups[].volumeEncrypted",
    when: "volumeSize is 0",
    settings: { with: group({ volumeSize: 0 }) },
    today: "same",
    why: "BUG: without a size there is no mapping, and with it goes the encryption that the file asks for (and key, type, IOPS, throughput)",
  },
  {
    field: "managedNodeGroups[].availabilityZones",
    when: "the cluster's zones are given by id",
    settings: {
      with: {
        availabilityZones: undefined,
        metadata: { annotations: { "eksplan.dev/zone-ids": "euw1-az1, euw1-az2" } },
      },
    },
    today: "same",
    why: "BUG: no zone has a name to compare with, so the node group gets subnet_ids = []",
  },
  {
    field: "managedNodeGroups[].iam.instanceRolePermissionsBoundary",
    when: "instanceRoleName is empty text",
    settings: { with: group({ iam: { instanceRoleName: "" } }), values: [BOUNDARY, ABSENT] },
    today: "same",
    why: "BUG: the empty name hides the boundary, and the group gets the shared role without one",
  },
  {
    field: "vpc.controlPlaneOnPrivateSubnets",
    when: "the profile is secure or production",
    settings: { with: {} },
    today: "same",
    why: "BUG: false is taken and ignored; these profiles use private subnets whatever the file says",
  },
  {
    field: "addons[].permissionsBoundary",
    when: "the add-on has a role already",
    settings: { with: addon({ serviceAccountRoleARN: ROLE }), values: [BOUNDARY, ABSENT] },
    today: "same",
    why: "BUG: no role is created, so the boundary binds nothing; a rule should say so",
  },
  {
    field: "addons[].permissionsBoundary",
    when: "the add-on has pod identity associations",
    settings: {
      with: addon({
        podIdentityAssociations: [{ ...ASSOCIATION, roleARN: undefined, permissionPolicyARNs: [POLICY] }],
      }),
      values: [BOUNDARY, ABSENT],
    },
    today: "same",
    why: "BUG: created roles of associations have permissionsBoundaryARN of their own, and the add-on's binds none of them",
  },
  {
    field: "addons[].podIdentityAssociations[].roleName",
    when: "roleARN names a role",
    settings: { with: addon({ podIdentityAssociations: [ASSOCIATION] }), values: ["one", "two"] },
    today: "same",
    why: "BUG: no role is created; rule EKS0120 refuses policies beside roleARN, not the name",
  },
  {
    field: "addons[].podIdentityAssociations[].permissionsBoundaryARN",
    when: "roleARN names a role",
    settings: { with: addon({ podIdentityAssociations: [ASSOCIATION] }), values: [BOUNDARY, ABSENT] },
    today: "same",
    why: "BUG: no role is created; rule EKS0120 refuses policies beside roleARN, not the boundary",
  },
  {
    field: "iam.serviceRolePermissionsBoundary",
    when: "serviceRoleARN names a role",
    settings: { with: { iam: { serviceRoleARN: ROLE } }, values: [BOUNDARY, ABSENT] },
    today: "same",
    why: "BUG: no role is created, so the boundary binds nothing; node groups refuse the like (EKS0226)",
  },
  {
    field: "addons[].attachPolicyARNs",
    when: "withOIDC is false",
    settings: { with: { iam: { withOIDC: false } }, values: [[POLICY], ABSENT] },
    today: "fails",
    why: "BUG: synth ends with a TypeError (oidc! in stacks/cluster/addon-role.ts), because rule EKS0481 only warns; so do attachPolicy and wellKnownPolicies",
  },
  {
    field: "addons[].wellKnownPolicies.ebsCSIController",
    when: "false against silence",
    settings: { values: [false, ABSENT] },
    today: "changes",
    why: "BUG: a block that wants no policy counts as own policies, and takes the recommended ones from the role; eksctl keeps them",
  },
  {
    field: "addons[].resolveConflicts",
    when: "Preserve against preserve",
    settings: { values: ["Preserve", "preserve"] },
    today: "changes",
    why: "BUG: the rule takes any case, the table of the stack only small letters, so Preserve and None overwrite",
  },
];

const SENT = "BUG: the empty text goes to AWS, which refuses it, in place of";
const NO_ROLE = "BUG: the empty text counts as a role that exists, and is sent in place of the created one";
const NO_BOUNDARY = "BUG: the empty text is sent as the ARN of a policy";

/** Fields whose empty value is not as good as none, as it is in eksctl's format. Elsewhere the test shows that it is, or is refused. */
export const EMPTY_IS_NOT_ABSENT: Readonly<Record<string, string>> = {
  "vpc.nat.gateway": "BUG: the empty text makes a NAT gateway a zone, silence one",
  "vpc.publicAccessCIDRs": "BUG: the empty list is sent to EKS in place of nothing",
  "iam.serviceRoleARN": NO_ROLE,
  "iam.serviceRolePermissionsBoundary": NO_BOUNDARY,
  "iam.fargatePodExecutionRoleARN": NO_ROLE,
  "iam.fargatePodExecutionRolePermissionsBoundary": NO_BOUNDARY,
  "accessConfig.accessEntries[].type": `${SENT} STANDARD`,
  "accessConfig.accessEntries[].kubernetesGroups": "no groups, as without: EKS takes the empty list",
  "accessConfig.accessEntries[].kubernetesUsername": `${SENT} the name that EKS makes`,
  "addons[].serviceAccountRoleARN": NO_ROLE,
  "addons[].attachPolicyARNs":
    "BUG: the empty list counts as own policies: the role has none, the recommended ones are gone",
  "addons[].attachPolicy": "BUG: the empty document counts as own policies, and IAM refuses it",
  "addons[].permissionsBoundary": NO_BOUNDARY,
  "addons[].resolveConflicts":
    "BUG: the empty text overwrites, silence preserves (profiles secure and production)",
  "addons[].podIdentityAssociations[].roleName": `${SENT} a name of eksplan's`,
  "addons[].podIdentityAssociations[].permissionsBoundaryARN": NO_BOUNDARY,
  "addons[].podIdentityAssociations[].permissionPolicyName":
    "BUG: synth ends with an error of constructs: the name is a construct id",
  "addons[].podIdentityAssociations[].permissionPolicy": "BUG: IAM refuses the empty document",
  "managedNodeGroups[].instancePrefix": "BUG: the instances' names begin with a hyphen",
  "managedNodeGroups[].instanceName": "BUG: the instances have an empty name",
  "managedNodeGroups[].volumeType": `${SENT} gp3`,
  "managedNodeGroups[].volumeName": `${SENT} the root device`,
  "managedNodeGroups[].volumeKmsKeyID": `${SENT} the account's key`,
  "managedNodeGroups[].iam.attachPolicyARNs":
    "BUG: the empty list makes a role without a policy, with which no node joins",
  "managedNodeGroups[].iam.instanceRoleARN": NO_ROLE,
  "managedNodeGroups[].taints[].value": "an empty value is a value",
  "fargateProfiles[].podExecutionRoleARN": NO_ROLE,
  "fargateProfiles[].selectors[].labels": "no labels, as without: EKS takes the empty map",
  "fargateProfiles[].subnets": "BUG: the profile gets subnet_ids = [] in place of every private subnet",
  "cloudWatch.clusterLogging.enableTypes": "no logs: the list is what is on",
  "upgradePolicy.supportType": `${SENT} the profile's`,
};
