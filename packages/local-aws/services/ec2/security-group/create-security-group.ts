import { AwsError } from "../../../core/errors.ts";
import { arnOf, create, find, newId } from "../kind.ts";
import { LIMITS, limit } from "../limits.ts";
import { ec2 } from "../operation.ts";
import { specifiedTags } from "../tags/check.ts";
import { vpcs } from "../vpc/kind.ts";
import { allowAllOut } from "./default.ts";
import { securityGroups } from "./kind.ts";

export const createSecurityGroup = ec2("CreateSecurityGroup", (call) => {
  const { GroupName: name, Description: description, VpcId: vpcId } = call.input;
  const vpc =
    vpcId === undefined
      ? call
          .use(vpcs.collection)
          .list()
          .find(({ IsDefault }) => IsDefault)
      : find(call, vpcs, vpcId);
  if (vpc === undefined) throw new AwsError("VPCIdNotSpecified", "No default VPC for this user");
  if (/^sg-/.test(name) || name === "default") {
    throw new AwsError(
      "InvalidParameterValue",
      `Value (${name}) for parameter groupName is invalid. The group name is reserved.`,
    );
  }
  for (const [parameter, value] of [
    ["groupName", name],
    ["GroupDescription", description],
  ] as const) {
    if (value.length > 255)
      throw new AwsError(
        "InvalidParameterValue",
        `Value (${value}) for parameter ${parameter} is invalid. It exceeds 255 characters.`,
      );
    if (!/^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/.test(value)) {
      throw new AwsError(
        "InvalidParameterValue",
        `Value (${value}) for parameter ${parameter} is invalid. Character sets beyond ASCII are not supported.`,
      );
    }
  }
  const mine = call
    .use(securityGroups.collection)
    .list()
    .filter((group) => group.VpcId === vpc.VpcId);
  if (mine.some((group) => group.GroupName === name)) {
    throw new AwsError(
      "InvalidGroup.Duplicate",
      `The security group '${name}' already exists for VPC '${vpc.VpcId}'`,
    );
  }
  limit(
    mine.length,
    LIMITS.securityGroupsPerVpc,
    "SecurityGroupLimitExceeded",
    "The maximum number of security groups for VPC has been reached.",
  );
  const tags = specifiedTags(call, call.input.TagSpecifications, "security-group");
  const id = newId(call, securityGroups);
  const group = create(
    call,
    securityGroups,
    { GroupId: id, GroupName: name, Description: description, VpcId: vpc.VpcId, OwnerId: call.account },
    tags,
  );
  allowAllOut(call, group, vpc);
  return {
    GroupId: id,
    SecurityGroupArn: arnOf(call, "security-group", id),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
});
