import { expect, test } from "vitest";
import { testWorld } from "../../test-world.ts";

test("a secret is read by name, by ARN and by version until it is deleted", () => {
  const aws = testWorld();
  const { ARN = "", VersionId: first = "" } = aws.call("secretsmanager", "CreateSecret", {
    Name: "flux/git",
    SecretString: "one",
  });
  expect(ARN).toMatch(/^arn:aws:secretsmanager:eu-central-1:\d{12}:secret:flux\/git-[a-z0-9]{6}$/);
  aws.call("secretsmanager", "PutSecretValue", { SecretId: ARN, SecretString: "two" });
  const read = (SecretId: string, more: { VersionId?: string; VersionStage?: string } = {}) =>
    aws.call("secretsmanager", "GetSecretValue", { SecretId, ...more }).SecretString;
  expect([
    read("flux/git"),
    read(ARN),
    read(ARN.slice(0, -7)),
    read("flux/git", { VersionId: first }),
    read("flux/git", { VersionStage: "AWSPREVIOUS" }),
  ]).toEqual(["two", "two", "two", "one", "one"]);
  expect(
    Object.values(aws.call("secretsmanager", "DescribeSecret", { SecretId: ARN }).VersionIdsToStages ?? {}),
  ).toEqual([["AWSPREVIOUS"], ["AWSCURRENT"]]);
  const missing = expect.objectContaining({ code: "ResourceNotFoundException" });
  expect(() => read("flux/git", { VersionStage: "NOPE" })).toThrow(missing);
  aws.call("secretsmanager", "DeleteSecret", { SecretId: ARN, ForceDeleteWithoutRecovery: true });
  expect(() => read("flux/git")).toThrow(missing);
});

test("a name is taken once", () => {
  const aws = testWorld();
  aws.call("secretsmanager", "CreateSecret", { Name: "x", SecretString: "1" });
  expect(() => aws.call("secretsmanager", "CreateSecret", { Name: "x" })).toThrow(
    expect.objectContaining({ code: "ResourceExistsException" }),
  );
});
