import { ABSENT, type Block, type Content, type ProbeSettings } from "./probe.ts";
import { ACCOUNT } from "./surroundings.ts";

export interface KnownBug {
  readonly field: string;
  readonly when: string;
  readonly settings: ProbeSettings;
  /** What the probe finds today: `same` where the plans should differ, `changes` where they should be the same, or that eksplan fails, because no rule refused the file. */
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
    when: "pods are kept from metadata, as the profile secure does unasked",
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
    today: "fails",
    why: "BUG: no zone has a name to compare with, and no rule refuses the file (EKS0220 does not)",
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
    why: "BUG: rule EKS0481 only warns of it; nor is it refused for attachPolicy and wellKnownPolicies",
  },
  {
    field: "addons[].wellKnownPolicies.ebsCSIController",
    when: "false against silence",
    settings: { values: [false, ABSENT] },
    today: "changes",
    why: "BUG: a block that wants no policy counts as own policies, and takes the recommended ones from the role; eksctl keeps them",
  },
  {
    field: "gitops.flux.gitProvider",
    when: "the file's own playbook has no role flux_bootstrap",
    settings: { with: { metadata: { annotations: { "eksplan.dev/bootstrap": undefined } } } },
    today: "same",
    why: "BUG: the block is taken and Flux is not installed, without a word",
  },
  {
    field: "addons[].resolveConflicts",
    when: "Preserve against preserve",
    settings: { values: ["Preserve", "preserve"] },
    today: "fails",
    why: "BUG: rule EKS0478 takes any case, normalise small letters only",
  },
];

/**
 * Fields whose empty value is not as good as none in the plan, as it is in eksctl's format, and why. Elsewhere the test shows
 * that it is, or is refused. What the provider makes of them was tried with 5.100.0.
 */
export const EMPTY_IS_NOT_ABSENT: Readonly<Record<string, string>> = {
  "vpc.nat.gateway": "BUG: eksplan fails: rule EKS0048 takes the empty text, normalise does not",
  "vpc.publicAccessCIDRs": "as without: the provider takes the empty list for none",
  "addons[].attachPolicyARNs":
    "BUG: the empty list counts as own policies: the role has none, the recommended ones are gone",
  "addons[].attachPolicy": "BUG: the empty document counts as own policies, and is one that IAM refuses",
  "addons[].resolveConflicts": "BUG: eksplan fails: rule EKS0478 takes the empty text, normalise does not",
  "addons[].podIdentityAssociations[].permissionPolicy": "BUG: a policy is made that IAM refuses",
  "managedNodeGroups[].instanceName": "BUG: the instances have an empty name",
  "managedNodeGroups[].volumeType":
    "gp3 as without; its IOPS and throughput are left to AWS, which has the same numbers",
  "managedNodeGroups[].taints[].value": "an empty value is a value",
  "cloudWatch.clusterLogging.enableTypes": "no logs: the list is what is on",
  "upgradePolicy.supportType":
    "BUG: the empty text takes the profile's STANDARD away, and EKS chooses EXTENDED, which costs more",
};
