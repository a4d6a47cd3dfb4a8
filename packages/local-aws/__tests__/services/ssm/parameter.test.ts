import { expect, test } from "vitest";
import { testWorld } from "../../test-world.ts";

const value = (name: string, region?: string) =>
  testWorld(region === undefined ? {} : { region }).call("ssm", "GetParameter", { Name: name }).Parameter
    ?.Value ?? "";

test.for([
  "/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard/recommended/image_id",
  "/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/arm64/nvidia/recommended/image_id",
  "/aws/service/eks/optimized-ami/1.33/amazon-linux-2023/x86_64/neuron/recommended/image_id",
  "/aws/service/eks/optimized-ami/1.32/amazon-linux-2-gpu/recommended/image_id",
  "/aws/service/bottlerocket/aws-k8s-1.36/arm64/latest/image_id",
  "/aws/service/bottlerocket/aws-k8s-1.33-nvidia-fips/x86_64/latest/image_id",
  "/aws/service/ami-windows-latest/Windows_Server-2025-English-Full-EKS_Optimized-1.34/image_id",
  "/aws/service/canonical/ubuntu/eks/24.04/1.33/stable/current/amd64/hvm/ebs-gp2/ami-id",
  "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
])("%s is an image that EC2 knows", (name) => {
  const aws = testWorld();
  const id = aws.call("ssm", "GetParameter", { Name: name }).Parameter?.Value ?? "";
  expect(aws.call("ec2", "DescribeImages", { ImageIds: [id] }).Images).toMatchObject([
    { ImageId: id, State: "available" },
  ]);
});

test("images differ by region, and Amazon Linux 2 ended with 1.32", () => {
  const name = "/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard/recommended/image_id";
  expect(value(name, "us-west-2")).not.toBe(value(name, "eu-west-1"));
  expect(() => value("/aws/service/eks/optimized-ami/1.33/amazon-linux-2/recommended/image_id")).toThrow(
    expect.objectContaining({ code: "ParameterNotFound" }),
  );
  expect(
    value(
      "/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard/recommended/release_version",
    ),
  ).toMatch(/^1\.35\.\d+-\d{8}$/);
});

test("an own parameter has versions and hides what is secret until it is decrypted", () => {
  const aws = testWorld();
  aws.call("ssm", "PutParameter", { Name: "/demo", Value: "one", Type: "SecureString" });
  expect(() => aws.call("ssm", "PutParameter", { Name: "/demo", Value: "two" })).toThrow(
    expect.objectContaining({ code: "ParameterAlreadyExists" }),
  );
  aws.call("ssm", "PutParameter", { Name: "/demo", Value: "two", Overwrite: true });
  const read = (Name: string, WithDecryption: boolean) =>
    aws.call("ssm", "GetParameter", { Name, WithDecryption }).Parameter?.Value;
  expect([read("/demo", true), read("/demo:1", true)]).toEqual(["two", "one"]);
  expect(read("/demo", false)).not.toBe("two");
});

test("an allowed pattern that is no regular expression is refused", () => {
  expect(() =>
    testWorld().call("ssm", "PutParameter", {
      Name: "/demo",
      Value: "a",
      Type: "String",
      AllowedPattern: "(",
    }),
  ).toThrow(expect.objectContaining({ code: "InvalidAllowedPatternException" }));
});
