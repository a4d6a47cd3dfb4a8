import { policyDocument, type Scenario, type Step, something, stepsOf, trust } from "../scenario.ts";

const call = stepsOf("iam");
const RoleName = "conf-role";
const PolicyArn = "{policy.Policy.Arn}";
const InstanceProfileName = "conf-profile";
const OpenIDConnectProviderArn = "{provider.OpenIDConnectProviderArn}";
const Tags = [
  { Key: "a", Value: "1" },
  { Key: "b", Value: "2" },
];

/** The three operations on tags, which every kind of thing in IAM has for itself. */
const tags = (kind: string, list: string, whose: object): readonly Step[] => [
  call(`Tag${kind}`, { ...whose, Tags }),
  call(`Untag${kind}`, { ...whose, TagKeys: ["a"] }),
  call(list, whose, { expect: { Tags: [{ Key: "b", Value: "2" }] } }),
];

export const iam: Scenario = {
  name: "iam",
  steps: [
    call(
      "CreatePolicy",
      { PolicyName: "conf-policy", PolicyDocument: policyDocument("ec2:DescribeVpcs") },
      { as: "policy", expect: { Policy: { DefaultVersionId: "v1", Arn: /policy\/conf-policy$/ } } },
    ),
    call(
      "CreatePolicyVersion",
      { PolicyArn, PolicyDocument: policyDocument("ec2:DescribeSubnets") },
      { expect: { PolicyVersion: { VersionId: "v2", IsDefaultVersion: false } } },
    ),
    call("SetDefaultPolicyVersion", { PolicyArn, VersionId: "v2" }),
    call("GetPolicy", { PolicyArn }, { expect: { Policy: { DefaultVersionId: "v2" } } }),
    call(
      "ListPolicyVersions",
      { PolicyArn },
      { expect: { Versions: [{ VersionId: "v1" }, { VersionId: "v2", IsDefaultVersion: true }] } },
    ),
    call("DeletePolicyVersion", { PolicyArn, VersionId: "v1" }),
    call(
      "GetPolicyVersion",
      { PolicyArn, VersionId: "v2" },
      { expect: { PolicyVersion: { Document: { Statement: [{ Action: ["ec2:DescribeSubnets"] }] } } } },
    ),
    call("ListPolicies", { Scope: "Local" }, { expect: { Policies: [{ Arn: PolicyArn }] } }),
    ...tags("Policy", "ListPolicyTags", { PolicyArn }),
    call(
      "GetPolicy",
      { PolicyArn: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy" },
      { anywhere: true, expect: { Policy: { PolicyName: "AmazonEKSClusterPolicy" } } },
    ),
    call(
      "CreateRole",
      {
        RoleName,
        AssumeRolePolicyDocument: trust("eks.amazonaws.com"),
        Description: "one",
        MaxSessionDuration: 3600,
      },
      { as: "role", expect: { Role: { RoleName, Arn: /role\/conf-role$/, RoleId: /^AROA/ } } },
    ),
    call(
      "CreateRole",
      { RoleName, AssumeRolePolicyDocument: trust("eks.amazonaws.com") },
      { fails: "EntityAlreadyExists" },
    ),
    call("UpdateRole", { RoleName, Description: "two", MaxSessionDuration: 7200 }),
    call(
      "UpdateRoleDescription",
      { RoleName, Description: "three" },
      { expect: { Role: { Description: "three" } } },
    ),
    call("UpdateAssumeRolePolicy", { RoleName, PolicyDocument: trust("ec2.amazonaws.com") }),
    call("PutRolePermissionsBoundary", { RoleName, PermissionsBoundary: PolicyArn }),
    call(
      "GetRole",
      { RoleName },
      {
        expect: {
          Role: {
            MaxSessionDuration: 7200,
            PermissionsBoundary: { PermissionsBoundaryArn: PolicyArn },
            AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: "ec2.amazonaws.com" } }] },
          },
        },
      },
    ),
    call("DeleteRolePermissionsBoundary", { RoleName }),
    call("ListRoles", { PathPrefix: "/" }, { expect: { Roles: [{ RoleName }] } }),
    ...tags("Role", "ListRoleTags", { RoleName }),
    call("AttachRolePolicy", { RoleName, PolicyArn }),
    call(
      "ListAttachedRolePolicies",
      { RoleName },
      { expect: { AttachedPolicies: [{ PolicyArn, PolicyName: "conf-policy" }] } },
    ),
    call("ListEntitiesForPolicy", { PolicyArn }, { expect: { PolicyRoles: [{ RoleName }] } }),
    call("DeletePolicy", { PolicyArn }, { fails: "DeleteConflict" }),
    call("DetachRolePolicy", { RoleName, PolicyArn }),
    call("PutRolePolicy", { RoleName, PolicyName: "inline", PolicyDocument: policyDocument("s3:GetObject") }),
    call(
      "GetRolePolicy",
      { RoleName, PolicyName: "inline" },
      { expect: { PolicyDocument: { Statement: [{ Action: ["s3:GetObject"] }] } } },
    ),
    call("ListRolePolicies", { RoleName }, { expect: { PolicyNames: ["inline"] } }),
    call("DeleteRolePolicy", { RoleName, PolicyName: "inline" }),
    call(
      "CreateInstanceProfile",
      { InstanceProfileName },
      { expect: { InstanceProfile: { InstanceProfileId: /^AIPA/, Roles: [] } } },
    ),
    call("AddRoleToInstanceProfile", { InstanceProfileName, RoleName }),
    call(
      "GetInstanceProfile",
      { InstanceProfileName },
      { expect: { InstanceProfile: { Roles: [{ RoleName }] } } },
    ),
    call("ListInstanceProfiles", {}, { expect: { InstanceProfiles: [{ InstanceProfileName }] } }),
    call(
      "ListInstanceProfilesForRole",
      { RoleName },
      { expect: { InstanceProfiles: [{ InstanceProfileName }] } },
    ),
    ...tags("InstanceProfile", "ListInstanceProfileTags", { InstanceProfileName }),
    call("DeleteRole", { RoleName }, { fails: "DeleteConflict" }),
    call("RemoveRoleFromInstanceProfile", { InstanceProfileName, RoleName }),
    call("DeleteInstanceProfile", { InstanceProfileName }),
    call("DeleteRole", { RoleName }),
    call("GetRole", { RoleName }, { fails: "NoSuchEntity" }),
    call("DeletePolicy", { PolicyArn }),
    call(
      "CreateOpenIDConnectProvider",
      {
        Url: "https://oidc.example.com/id/2",
        ClientIDList: ["sts.amazonaws.com"],
        ThumbprintList: ["1".repeat(40)],
      },
      { as: "provider", expect: { OpenIDConnectProviderArn: /oidc-provider\/oidc\.example\.com\/id\/2$/ } },
    ),
    call("AddClientIDToOpenIDConnectProvider", { OpenIDConnectProviderArn, ClientID: "other" }),
    call(
      "GetOpenIDConnectProvider",
      { OpenIDConnectProviderArn },
      { expect: { Url: "oidc.example.com/id/2", ClientIDList: ["sts.amazonaws.com", "other"] } },
    ),
    call("RemoveClientIDFromOpenIDConnectProvider", { OpenIDConnectProviderArn, ClientID: "other" }),
    call("UpdateOpenIDConnectProviderThumbprint", {
      OpenIDConnectProviderArn,
      ThumbprintList: ["2".repeat(40)],
    }),
    ...tags("OpenIDConnectProvider", "ListOpenIDConnectProviderTags", { OpenIDConnectProviderArn }),
    call(
      "ListOpenIDConnectProviders",
      {},
      { expect: { OpenIDConnectProviderList: [{ Arn: OpenIDConnectProviderArn }] } },
    ),
    call("DeleteOpenIDConnectProvider", { OpenIDConnectProviderArn }),
    call("GetOpenIDConnectProvider", { OpenIDConnectProviderArn }, { fails: "NoSuchEntity" }),
    call(
      "CreateUser",
      { UserName: "conf-user" },
      { expect: { User: { UserId: /^AIDA/, Arn: /user\/conf-user$/ } } },
    ),
    call(
      "GetUser",
      { UserName: "conf-user" },
      { expect: { User: { UserName: "conf-user", CreateDate: something } } },
    ),
    ...tags("User", "ListUserTags", { UserName: "conf-user" }),
    call("ListGroupsForUser", { UserName: "conf-user" }, { expect: { Groups: [] } }),
    call("DeleteUser", { UserName: "conf-user" }),
    call(
      "CreateServiceLinkedRole",
      { AWSServiceName: "spot.amazonaws.com" },
      {
        expect: {
          Role: { RoleName: "AWSServiceRoleForEC2Spot", Path: "/aws-service-role/spot.amazonaws.com/" },
        },
      },
    ),
    call(
      "DeleteServiceLinkedRole",
      { RoleName: "AWSServiceRoleForEC2Spot" },
      { as: "deletion", expect: { DeletionTaskId: something } },
    ),
    call(
      "GetServiceLinkedRoleDeletionStatus",
      { DeletionTaskId: "{deletion.DeletionTaskId}" },
      { expect: { Status: "SUCCEEDED" }, until: true },
    ),
    call("ListAccountAliases", {}, { expect: { AccountAliases: [] } }),
  ],
};
