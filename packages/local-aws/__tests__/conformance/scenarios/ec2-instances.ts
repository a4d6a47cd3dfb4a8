import { type Scenario, something, stepsOf } from "../scenario.ts";

const call = stepsOf("ec2");
const LaunchTemplateId = "{template.LaunchTemplate.LaunchTemplateId}";
const InstanceId = "{run.Instances.0.InstanceId}";
const ImageId = "{image.Parameter.Value}";

export const ec2Instances: Scenario = {
  name: "ec2 instances",
  steps: [
    stepsOf("ssm")(
      "GetParameter",
      { Name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" },
      { as: "image" },
    ),
    call("CreateVpc", { CidrBlock: "10.3.0.0/16" }, { as: "vpc" }),
    call("CreateSubnet", { VpcId: "{vpc.Vpc.VpcId}", CidrBlock: "10.3.0.0/24" }, { as: "subnet" }),
    call(
      "CreateLaunchTemplate",
      {
        LaunchTemplateName: "conf",
        LaunchTemplateData: {
          InstanceType: "m5.large",
          ImageId,
          MetadataOptions: { HttpTokens: "required" },
        },
      },
      {
        as: "template",
        expect: {
          LaunchTemplate: { LaunchTemplateId: /^lt-/, LatestVersionNumber: 1, DefaultVersionNumber: 1 },
        },
      },
    ),
    call(
      "CreateLaunchTemplate",
      { LaunchTemplateName: "conf", LaunchTemplateData: { InstanceType: "m5.large" } },
      { fails: "InvalidLaunchTemplateName.AlreadyExistsException" },
    ),
    call(
      "CreateLaunchTemplateVersion",
      { LaunchTemplateId, SourceVersion: "1", LaunchTemplateData: { InstanceType: "m5.xlarge" } },
      { expect: { LaunchTemplateVersion: { VersionNumber: 2 } } },
    ),
    call(
      "DescribeLaunchTemplateVersions",
      { LaunchTemplateId, Versions: ["$Latest"] },
      {
        expect: {
          LaunchTemplateVersions: [
            {
              VersionNumber: 2,
              LaunchTemplateData: { InstanceType: "m5.xlarge", MetadataOptions: { HttpTokens: "required" } },
            },
          ],
        },
      },
    ),
    call("ModifyLaunchTemplate", { LaunchTemplateId, DefaultVersion: "2" }),
    call(
      "DescribeLaunchTemplates",
      { LaunchTemplateNames: ["conf"] },
      { expect: { LaunchTemplates: [{ DefaultVersionNumber: 2, LatestVersionNumber: 2 }] } },
    ),
    call(
      "DeleteLaunchTemplateVersions",
      { LaunchTemplateId, Versions: ["1"] },
      { expect: { SuccessfullyDeletedLaunchTemplateVersions: [{ VersionNumber: 1 }] } },
    ),
    call(
      "RunInstances",
      {
        LaunchTemplate: { LaunchTemplateId },
        MinCount: 1,
        MaxCount: 1,
        SubnetId: "{subnet.Subnet.SubnetId}",
      },
      {
        as: "run",
        expect: {
          Instances: [{ InstanceId: /^i-/, InstanceType: "m5.xlarge", ImageId, State: { Name: "pending" } }],
        },
      },
    ),
    call(
      "DescribeInstances",
      { InstanceIds: [InstanceId] },
      {
        until: true,
        expect: {
          Reservations: [
            {
              Instances: [
                {
                  InstanceId,
                  State: { Name: "running" },
                  PrivateIpAddress: something,
                  SubnetId: "{subnet.Subnet.SubnetId}",
                },
              ],
            },
          ],
        },
      },
    ),
    call(
      "DescribeInstanceStatus",
      { InstanceIds: [InstanceId] },
      {
        until: true,
        expect: {
          InstanceStatuses: [{ InstanceState: { Name: "running" }, SystemStatus: { Status: "ok" } }],
        },
      },
    ),
    call(
      "DescribeInstanceAttribute",
      { InstanceId, Attribute: "instanceType" },
      { expect: { InstanceType: { Value: "m5.xlarge" } } },
    ),
    call("GetInstanceUefiData", { InstanceId }),
    call("CreateNetworkInterface", { SubnetId: "{subnet.Subnet.SubnetId}" }, { as: "own" }),
    call(
      "DescribeNetworkInterfaces",
      { Filters: [{ Name: "attachment.instance-id", Values: [InstanceId] }] },
      { as: "interfaces", expect: { NetworkInterfaces: [{ Status: "in-use", Attachment: { InstanceId } }] } },
    ),
    call(
      "DetachNetworkInterface",
      { AttachmentId: "{interfaces.NetworkInterfaces.0.Attachment.AttachmentId}" },
      { fails: "OperationNotPermitted" },
    ),
    call("DeleteNetworkInterface", { NetworkInterfaceId: "{own.NetworkInterface.NetworkInterfaceId}" }),
    call(
      "TerminateInstances",
      { InstanceIds: [InstanceId] },
      { expect: { TerminatingInstances: [{ InstanceId, PreviousState: { Name: "running" } }] } },
    ),
    call(
      "DescribeInstances",
      { InstanceIds: [InstanceId] },
      { until: true, expect: { Reservations: [{ Instances: [{ State: { Name: "terminated" } }] }] } },
    ),
    call("DeleteLaunchTemplate", { LaunchTemplateId }),
    call("DeleteSubnet", { SubnetId: "{subnet.Subnet.SubnetId}" }),
    call("DeleteVpc", { VpcId: "{vpc.Vpc.VpcId}" }),
  ],
};
