import { type Scenario, stepsOf } from "../scenario.ts";

const call = stepsOf("ec2");
const VpcId = "{vpc.Vpc.VpcId}";
const GroupId = "{group.GroupId}";
const https = {
  IpProtocol: "tcp",
  FromPort: 443,
  ToPort: 443,
  IpRanges: [{ CidrIp: "10.0.0.0/8", Description: "one" }],
};
const described = { ...https, IpRanges: [{ CidrIp: "10.0.0.0/8", Description: "two" }] };
const PrefixListId = "{list.PrefixList.PrefixListId}";

export const ec2Security: Scenario = {
  name: "ec2 security",
  steps: [
    call("CreateVpc", { CidrBlock: "10.1.0.0/16" }, { as: "vpc" }),
    call(
      "CreateSecurityGroup",
      { GroupName: "conf", Description: "conf", VpcId },
      { as: "group", expect: { GroupId: /^sg-/ } },
    ),
    call(
      "CreateSecurityGroup",
      { GroupName: "conf", Description: "conf", VpcId },
      { fails: "InvalidGroup.Duplicate" },
    ),
    call(
      "AuthorizeSecurityGroupIngress",
      { GroupId, IpPermissions: [https] },
      {
        as: "rule",
        expect: {
          Return: true,
          SecurityGroupRules: [{ FromPort: 443, IsEgress: false, CidrIpv4: "10.0.0.0/8" }],
        },
      },
    ),
    call(
      "AuthorizeSecurityGroupIngress",
      { GroupId, IpPermissions: [https] },
      { fails: "InvalidPermission.Duplicate" },
    ),
    call("UpdateSecurityGroupRuleDescriptionsIngress", { GroupId, IpPermissions: [described] }),
    call(
      "DescribeSecurityGroupRules",
      { Filters: [{ Name: "group-id", Values: [GroupId] }] },
      { expect: { SecurityGroupRules: [{ Description: "two", IsEgress: false }] } },
    ),
    call("ModifySecurityGroupRules", {
      GroupId,
      SecurityGroupRules: [
        {
          SecurityGroupRuleId: "{rule.SecurityGroupRules.0.SecurityGroupRuleId}",
          SecurityGroupRule: { IpProtocol: "tcp", FromPort: 8443, ToPort: 8443, CidrIpv4: "10.0.0.0/8" },
        },
      ],
    }),
    call(
      "DescribeSecurityGroups",
      { GroupIds: [GroupId] },
      {
        expect: {
          SecurityGroups: [
            {
              GroupName: "conf",
              VpcId,
              IpPermissions: [{ FromPort: 8443 }],
              IpPermissionsEgress: [{ IpProtocol: "-1" }],
            },
          ],
        },
      },
    ),
    call("RevokeSecurityGroupIngress", {
      GroupId,
      SecurityGroupRuleIds: ["{rule.SecurityGroupRules.0.SecurityGroupRuleId}"],
    }),
    call("AuthorizeSecurityGroupEgress", { GroupId, IpPermissions: [https] }),
    call("UpdateSecurityGroupRuleDescriptionsEgress", { GroupId, IpPermissions: [described] }),
    call("RevokeSecurityGroupEgress", { GroupId, IpPermissions: [https] }),
    call(
      "DescribeSecurityGroups",
      { GroupIds: [GroupId] },
      { expect: { SecurityGroups: [{ IpPermissions: [] }] } },
    ),
    call(
      "CreateManagedPrefixList",
      { PrefixListName: "conf", MaxEntries: 5, AddressFamily: "IPv4", Entries: [{ Cidr: "10.2.0.0/16" }] },
      { as: "list", expect: { PrefixList: { PrefixListId: /^pl-/ } } },
    ),
    call(
      "DescribeManagedPrefixLists",
      { PrefixListIds: [PrefixListId] },
      { until: true, expect: { PrefixLists: [{ State: "create-complete", Version: 1 }] } },
    ),
    call("ModifyManagedPrefixList", {
      PrefixListId,
      CurrentVersion: 1,
      AddEntries: [{ Cidr: "10.3.0.0/16" }],
    }),
    call(
      "DescribeManagedPrefixLists",
      { PrefixListIds: [PrefixListId] },
      { until: true, expect: { PrefixLists: [{ State: "modify-complete", Version: 2 }] } },
    ),
    call(
      "GetManagedPrefixListEntries",
      { PrefixListId },
      { expect: { Entries: [{ Cidr: "10.2.0.0/16" }, { Cidr: "10.3.0.0/16" }] } },
    ),
    call("DeleteManagedPrefixList", { PrefixListId }),
    call("CreateTags", {
      Resources: [GroupId],
      Tags: [
        { Key: "a", Value: "1" },
        { Key: "b", Value: "2" },
      ],
    }),
    call("DeleteTags", { Resources: [GroupId], Tags: [{ Key: "a" }] }),
    call(
      "DescribeTags",
      { Filters: [{ Name: "resource-id", Values: [GroupId] }] },
      { expect: { Tags: [{ Key: "b", Value: "2", ResourceType: "security-group" }] } },
    ),
    stepsOf("logs")("CreateLogGroup", { logGroupName: "conf-flow" }),
    stepsOf("iam")(
      "CreateRole",
      {
        RoleName: "conf-flow",
        AssumeRolePolicyDocument:
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"vpc-flow-logs.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
      },
      { as: "role" },
    ),
    call(
      "CreateFlowLogs",
      {
        ResourceIds: [VpcId],
        ResourceType: "VPC",
        TrafficType: "ALL",
        LogGroupName: "conf-flow",
        DeliverLogsPermissionArn: "{role.Role.Arn}",
      },
      { as: "flow", expect: { FlowLogIds: [/^fl-/], Unsuccessful: [] } },
    ),
    call(
      "DescribeFlowLogs",
      { FlowLogIds: ["{flow.FlowLogIds.0}"] },
      { expect: { FlowLogs: [{ FlowLogStatus: "ACTIVE", ResourceId: VpcId, TrafficType: "ALL" }] } },
    ),
    call("DeleteFlowLogs", { FlowLogIds: ["{flow.FlowLogIds.0}"] }),
    stepsOf("iam")("DeleteRole", { RoleName: "conf-flow" }),
    stepsOf("logs")("DeleteLogGroup", { logGroupName: "conf-flow" }),
    call("DeleteSecurityGroup", { GroupId }),
    call("DescribeSecurityGroups", { GroupIds: [GroupId] }, { fails: "InvalidGroup.NotFound" }),
    call("DeleteVpc", { VpcId }),
  ],
};
