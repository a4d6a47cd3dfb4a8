import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  arn,
  isArn,
  isIamArn,
  managedPolicyArn,
  parseArn,
  principalOf,
  resourceOf,
} from "../../../modules/aws/arn.ts";
import { partitions } from "../../../modules/aws/partitions.ts";

test.for([
  [
    { partition: "aws", service: "iam", account: "111122223333", resource: "role/a" },
    "arn:aws:iam::111122223333:role/a",
  ],
  [{ partition: "aws-cn", service: "s3", resource: "bucket/*" }, "arn:aws-cn:s3:::bucket/*"],
  [
    {
      partition: "aws-us-gov",
      service: "logs",
      region: "us-gov-west-1",
      account: "111122223333",
      resource: "log-group:/aws/eks/demo/cluster:*",
    },
    "arn:aws-us-gov:logs:us-gov-west-1:111122223333:log-group:/aws/eks/demo/cluster:*",
  ],
] as const)("%j is %s", ([parts, text]) => {
  expect(arn(parts)).toBe(text);
  expect(parseArn(text)).toEqual({ region: "", account: "", ...parts });
});

test("an ARN is read as it was made", () => {
  const word = fc.stringMatching(/^[a-z0-9-]*$/);
  const parts = fc.record({
    partition: fc.constantFrom(...partitions.map(({ id }) => id)),
    service: word,
    region: word,
    account: word,
    resource: fc.string(),
  });
  fc.assert(
    fc.property(parts, (one) => {
      expect(parseArn(arn(one))).toEqual(one);
    }),
  );
});

test.for([
  ["arn:aws:iam::1:role/a", true],
  ["arn:aws:iam::1:", true],
  ["arn:aws:iam:1:role/a", false],
  ["arn", false],
  ["", false],
  [" arn:aws:iam::1:role/a", false],
  ["urn:aws:iam::1:role/a", false],
] as const)("%j is an ARN: %s", ([text, expected]) => {
  expect(isArn(text)).toBe(expected);
  expect(parseArn(text) !== undefined).toBe(expected);
});

test.for([
  ["arn:aws:ssm:a:b:parameter/x:y", "parameter/x:y"],
  ["arn:aws:ec2:eu-central-1:111122223333:subnet/subnet-1", "subnet/subnet-1"],
  ["no ARN", ""],
] as const)("the resource of %s is %s", ([text, expected]) => expect(resourceOf(text)).toBe(expected));

test.for([
  ["arn:aws:iam::111122223333:role/path/a", ["role"], true],
  ["arn:aws-us-gov:iam::aws:policy/a", ["role", "policy"], true],
  ["arn:aws:iam::11111:policy/a", ["policy"], false],
  ["arn:aws:iam::111122223333:role/a", ["policy"], false],
  ["arn:aws:sts::111122223333:assumed-role/a/b", ["assumed-role"], false],
] as const)("%s is one of %j: %s", ([text, kinds, expected]) => expect(isIamArn(text, kinds)).toBe(expected));

test.for([
  ["aws", "AmazonEKS_CNI_Policy", "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"],
  [
    "aws-cn",
    "service-role/AmazonEBSCSIDriverPolicy",
    "arn:aws-cn:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy",
  ],
] as const)("of %s, %s is %s", ([partition, name, expected]) => {
  expect(managedPolicyArn(partition, name)).toBe(expected);
});

describe("a principal", () => {
  test.for([
    ["arn:aws:iam::111122223333:role/deployer", "111122223333:role/deployer"],
    ["arn:aws:iam::111122223333:role/team/a/deployer", "111122223333:role/deployer"],
    ["arn:aws:sts::111122223333:assumed-role/deployer/session", "111122223333:role/deployer"],
    ["arn:aws:sts::111122223333:assumed-role/deployer/me@example.com", "111122223333:role/deployer"],
    ["arn:aws:iam::111122223333:user/path/bob", "111122223333:user/bob"],
    ["arn:aws-cn:iam::111122223333:root", "111122223333:root/root"],
  ] as const)("%s is %s", ([text, expected]) => expect(principalOf(text)).toBe(expected));

  test("of another account is another one", () => {
    expect(principalOf("arn:aws:iam::111122223333:role/a")).not.toBe(
      principalOf("arn:aws:iam::444455556666:role/a"),
    );
  });
});
