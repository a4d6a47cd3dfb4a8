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
    field: "addons[].podIdentityAssociations[].roleARN",
    when: "empty text against silence, beside policies",
    settings: {
      with: addon({ podIdentityAssociations: [{ permissionPolicyARNs: [POLICY] }] }),
      values: ["", ABSENT],
    },
    today: "changes",
    why: "BUG: the empty text counts as a role that exists: none is created, and role_arn is empty",
  },
  {
    field: "addons[].resolveConflicts",
    when: "Preserve against preserve",
    settings: { values: ["Preserve", "preserve"] },
    today: "changes",
    why: "BUG: the rule takes any case, the table of the stack only small letters, so Preserve and None overwrite",
  },
];

const INVALID = "BUG: terraform validate refuses the empty text; silence is";
const NO_ROLE = "BUG: the empty text counts as a role that exists, and no role is created";
const TAKEN_FOR_NONE = "as without: the provider takes the empty value for none";

/**
 * Fields whose empty value is not as good as none in the plan, as it is in eksctl's format. Elsewhere the test shows that it
 * is, or is refused. What the provider says was tried with 5.100.0.
 */
export const EMPTY_IS_NOT_ABSENT: Readonly<Record<string, string>> = {
  "vpc.nat.gateway": "BUG: the empty text makes a NAT gateway a zone, silence one",
  "vpc.publicAccessCIDRs": TAKEN_FOR_NONE,
  "iam.serviceRoleARN": NO_ROLE,
  "iam.serviceRolePermissionsBoundary": TAKEN_FOR_NONE,
  "iam.fargatePodExecutionRoleARN": NO_ROLE,
  "iam.fargatePodExecutionRolePermissionsBoundary": TAKEN_FOR_NONE,
  "accessConfig.accessEntries[].type": `${INVALID} STANDARD`,
  "accessConfig.accessEntries[].kubernetesGroups": TAKEN_FOR_NONE,
  "accessConfig.accessEntries[].kubernetesUsername": TAKEN_FOR_NONE,
  "addons[].serviceAccountRoleARN": NO_ROLE,
  "addons[].attachPolicyARNs":
    "BUG: the empty list counts as own policies: the role has none, the recommended ones are gone",
  "addons[].attachPolicy": "BUG: the empty document counts as own policies, and is one that IAM refuses",
  "addons[].permissionsBoundary": TAKEN_FOR_NONE,
  "addons[].resolveConflicts": "BUG: the empty text overwrites, silence preserves (profile secure)",
  "addons[].podIdentityAssociations[].roleName": `${INVALID} a name of eksplan's`,
  "addons[].podIdentityAssociations[].permissionsBoundaryARN": TAKEN_FOR_NONE,
  "addons[].podIdentityAssociations[].permissionPolicyName":
    "BUG: synth ends with an error of constructs, because the name is a construct id",
  "addons[].podIdentityAssociations[].permissionPolicy": "BUG: a policy is made that IAM refuses",
  "managedNodeGroups[].instancePrefix": "BUG: the instances' names begin with a hyphen",
  "managedNodeGroups[].instanceName": "BUG: the instances have an empty name",
  "managedNodeGroups[].volumeType": `${INVALID} gp3`,
  "managedNodeGroups[].volumeName": "BUG: the mapping has no device, where silence is the root device",
  "managedNodeGroups[].volumeKmsKeyID": TAKEN_FOR_NONE,
  "managedNodeGroups[].iam.attachPolicyARNs":
    "BUG: the empty list makes a role without a policy, with which no node joins",
  "managedNodeGroups[].iam.instanceRoleARN": `${INVALID} the created role`,
  "managedNodeGroups[].taints[].value": "an empty value is a value",
  "fargateProfiles[].podExecutionRoleARN": `${INVALID} the created role`,
  "fargateProfiles[].selectors[].labels": TAKEN_FOR_NONE,
  "fargateProfiles[].subnets":
    "BUG: terraform validate refuses subnet_ids = []; silence is every private subnet",
  "cloudWatch.clusterLogging.enableTypes": "no logs: the list is what is on",
  "upgradePolicy.supportType": `${INVALID} the profile's`,
};
