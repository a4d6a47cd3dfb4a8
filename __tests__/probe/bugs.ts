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
    field: "managedNodeGroups[].volumeEncrypted",
    when: "volumeSize is 0",
    settings: { with: group({ volumeSize: 0 }) },
    today: "same",
    why: "BUG: without a size there is no mapping, and with it goes the encryption that the file asks for (and key, type, IOPS, throughput)",
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
    field: "gitops.flux.gitProvider",
    when: "the file's own playbook has no role flux_bootstrap",
    settings: { with: { metadata: { annotations: { "eksplan.dev/bootstrap": undefined } } } },
    today: "same",
    why: "BUG: the block is taken and Flux is not installed, without a word",
  },
];

/**
 * Fields whose empty value is not as good as none in the plan, as it is in eksctl's format, and why. Elsewhere the test shows
 * that it is, or is refused. What the provider makes of them was tried with 5.100.0.
 */
export const EMPTY_IS_NOT_ABSENT: Readonly<Record<string, string>> = {
  "vpc.publicAccessCIDRs": "as without: the provider takes the empty list for none",
  "managedNodeGroups[].volumeType":
    "gp3 as without; its IOPS and throughput are left to AWS, which has the same numbers",
  "managedNodeGroups[].taints[].value": "an empty value is a value",
  "cloudWatch.clusterLogging.enableTypes": "no logs: the list is what is on",
};
