import { expect, test } from "vitest";
import { testWorld } from "../../test-world.ts";

test("a log group keeps retention, key and tags", () => {
  const aws = testWorld();
  const kmsKeyId = aws.call("kms", "CreateKey", {}).KeyMetadata?.Arn ?? "";
  aws.call("logs", "CreateLogGroup", { logGroupName: "/demo", kmsKeyId, tags: { a: "b" } });
  aws.call("logs", "PutRetentionPolicy", { logGroupName: "/demo", retentionInDays: 7 });
  const [group] = aws.call("logs", "DescribeLogGroups", { logGroupNamePrefix: "/de" }).logGroups ?? [];
  expect(group).toMatchObject({ retentionInDays: 7, kmsKeyId, logGroupClass: "STANDARD" });
  expect(aws.call("logs", "ListTagsForResource", { resourceArn: group?.logGroupArn ?? "" }).tags).toEqual({
    a: "b",
  });
});

test.for([
  ["a name that is taken", { logGroupName: "/demo" }, "ResourceAlreadyExistsException"],
  [
    "a key that isn't there",
    { logGroupName: "/x", kmsKeyId: "arn:aws:kms:eu-central-1:123456789012:key/0" },
    "InvalidParameterException",
  ],
] as const)("%s is refused", ([, input, code]) => {
  const aws = testWorld();
  aws.call("logs", "CreateLogGroup", { logGroupName: "/demo" });
  expect(() => aws.call("logs", "CreateLogGroup", input)).toThrow(expect.objectContaining({ code }));
});

test("retention is one of the lengths that there are", () => {
  const aws = testWorld();
  aws.call("logs", "CreateLogGroup", { logGroupName: "/demo" });
  expect(() => aws.call("logs", "PutRetentionPolicy", { logGroupName: "/demo", retentionInDays: 8 })).toThrow(
    "[1, 3, 5, 7,",
  );
});
