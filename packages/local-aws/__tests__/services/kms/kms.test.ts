import { expect, test } from "vitest";
import { testWorld } from "../../test-world.ts";

test("a key is found by id, ARN and alias, and waits for its deletion", () => {
  const aws = testWorld();
  const { KeyId = "", Arn = "" } = aws.call("kms", "CreateKey", {}).KeyMetadata ?? {};
  aws.call("kms", "CreateAlias", { AliasName: "alias/demo", TargetKeyId: KeyId });
  for (const reference of [KeyId, Arn, "alias/demo", Arn.replace(/key\/.*/, "alias/demo")]) {
    expect(aws.call("kms", "DescribeKey", { KeyId: reference }).KeyMetadata?.KeyId).toBe(KeyId);
  }
  aws.call("kms", "ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 });
  expect(() => aws.call("kms", "EnableKeyRotation", { KeyId })).toThrow(
    expect.objectContaining({ code: "KMSInvalidStateException" }),
  );
  aws.clock.step(7 * 86_400);
  expect(() => aws.call("kms", "DescribeKey", { KeyId })).toThrow(`Key '${Arn}' does not exist`);
  expect(aws.call("kms", "ListAliases", {}).Aliases).toEqual([]);
});

test("a cancelled deletion leaves the key there, disabled", () => {
  const aws = testWorld();
  const KeyId = aws.call("kms", "CreateKey", {}).KeyMetadata?.KeyId ?? "";
  aws.call("kms", "ScheduleKeyDeletion", { KeyId });
  aws.call("kms", "CancelKeyDeletion", { KeyId });
  aws.clock.step(31 * 86_400);
  expect(aws.call("kms", "DescribeKey", { KeyId }).KeyMetadata?.KeyState).toBe("Disabled");
});

test("a key policy that names a role that isn't there is refused", () => {
  const Policy = JSON.stringify({
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::123456789012:role/nobody" },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });
  expect(() => testWorld().call("kms", "CreateKey", { Policy })).toThrow(
    expect.objectContaining({ code: "MalformedPolicyDocumentException" }),
  );
});

test("a service's own key comes with its first use and is nobody's to clean up", () => {
  const aws = testWorld();
  expect(aws.call("kms", "DescribeKey", { KeyId: "alias/aws/ebs" }).KeyMetadata?.KeyManager).toBe("AWS");
  expect(aws.world.store.leftovers()).toEqual([]);
});
