import { expect, test } from "vitest";
import { testWorld } from "../../test-world.ts";

function setUp() {
  const aws = testWorld();
  const VpcId = aws.call("ec2", "CreateVpc", { CidrBlock: "10.0.0.0/16" }).Vpc?.VpcId ?? "";
  const create = (GroupName: string) =>
    aws.call("ec2", "CreateSecurityGroup", { GroupName, Description: "x", VpcId }).GroupId ?? "";
  const show = (id: string) =>
    aws.call("ec2", "DescribeSecurityGroups", { GroupIds: [id] }).SecurityGroups?.[0];
  return { aws, VpcId, create, show };
}

const https = { IpProtocol: "tcp", FromPort: 443, ToPort: 443 };

test("rules of the same ports are shown as one permission", () => {
  const { aws, create, show } = setUp();
  const [a, b] = [create("a"), create("b")];
  aws.call("ec2", "AuthorizeSecurityGroupIngress", {
    GroupId: a,
    IpPermissions: [{ ...https, IpRanges: [{ CidrIp: "10.0.0.0/8" }] }],
  });
  aws.call("ec2", "AuthorizeSecurityGroupIngress", {
    GroupId: a,
    IpPermissions: [{ ...https, UserIdGroupPairs: [{ GroupId: b }] }],
  });
  expect(show(a)?.IpPermissions).toMatchObject([
    { ...https, IpRanges: [{ CidrIp: "10.0.0.0/8" }], UserIdGroupPairs: [{ GroupId: b }] },
  ]);
  expect(show(a)?.IpPermissionsEgress).toHaveLength(1);
});

test.for([
  ["a rule that is there", { ...https, IpRanges: [{ CidrIp: "10.0.0.0/8" }] }, "InvalidPermission.Duplicate"],
  [
    "ports the wrong way round",
    { IpProtocol: "tcp", FromPort: 90, ToPort: 80, IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
    "InvalidParameterValue",
  ],
  ["a block that is none", { ...https, IpRanges: [{ CidrIp: "10.0.0.0/40" }] }, "InvalidParameterValue"],
  [
    "a group that is not there",
    { ...https, UserIdGroupPairs: [{ GroupId: "sg-00000000000000000" }] },
    "InvalidGroup.NotFound",
  ],
] as const)("%s is refused", ([, permission, code]) => {
  const { aws, create } = setUp();
  const GroupId = create("a");
  aws.call("ec2", "AuthorizeSecurityGroupIngress", {
    GroupId,
    IpPermissions: [{ ...https, IpRanges: [{ CidrIp: "10.0.0.0/8" }] }],
  });
  expect(() =>
    aws.call("ec2", "AuthorizeSecurityGroupIngress", { GroupId, IpPermissions: [permission] }),
  ).toThrow(expect.objectContaining({ code }));
});

test("a group has at most sixty rules in one direction", () => {
  const { aws, create } = setUp();
  const GroupId = create("a");
  const IpRanges = Array.from({ length: 61 }, (_, index) => ({ CidrIp: `10.0.${index}.0/24` }));
  expect(() =>
    aws.call("ec2", "AuthorizeSecurityGroupIngress", { GroupId, IpPermissions: [{ ...https, IpRanges }] }),
  ).toThrow(expect.objectContaining({ code: "RulesPerSecurityGroupLimitExceeded" }));
});

test("a group that another one or an interface refers to stays", () => {
  const { aws, create } = setUp();
  const [a, b] = [create("a"), create("b")];
  aws.call("ec2", "AuthorizeSecurityGroupIngress", {
    GroupId: a,
    IpPermissions: [{ ...https, UserIdGroupPairs: [{ GroupId: b }] }],
  });
  expect(() => aws.call("ec2", "DeleteSecurityGroup", { GroupId: b })).toThrow(
    `resource ${b} has a dependent object`,
  );
  aws.call("ec2", "DeleteSecurityGroup", { GroupId: a });
  aws.call("ec2", "DeleteSecurityGroup", { GroupId: b });
});
