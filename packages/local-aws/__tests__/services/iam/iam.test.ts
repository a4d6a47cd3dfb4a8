import { expect, test } from "vitest";
import { DURATIONS } from "../../../core/durations.ts";
import { setEventualConsistency } from "../../../services/iam/propagation.ts";
import { testWorld } from "../../test-world.ts";

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "eks.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const allow = (Action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });

function withRole() {
  const aws = testWorld();
  aws.call("iam", "CreateRole", { RoleName: "demo", AssumeRolePolicyDocument: trust });
  return aws;
}

test("a role with attached and inline policies goes only after them", () => {
  const aws = withRole();
  const PolicyArn = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";
  aws.call("iam", "AttachRolePolicy", { RoleName: "demo", PolicyArn });
  aws.call("iam", "PutRolePolicy", { RoleName: "demo", PolicyName: "p", PolicyDocument: allow("s3:*") });
  const remove = () => aws.call("iam", "DeleteRole", { RoleName: "demo" });
  expect(remove).toThrow("must detach all policies first");
  aws.call("iam", "DetachRolePolicy", { RoleName: "demo", PolicyArn });
  expect(remove).toThrow("must delete policies first");
  aws.call("iam", "DeleteRolePolicy", { RoleName: "demo", PolicyName: "p" });
  aws.call("iam", "CreateInstanceProfile", { InstanceProfileName: "ip" });
  aws.call("iam", "AddRoleToInstanceProfile", { InstanceProfileName: "ip", RoleName: "demo" });
  expect(remove).toThrow(expect.objectContaining({ code: "DeleteConflict" }));
  aws.call("iam", "RemoveRoleFromInstanceProfile", { InstanceProfileName: "ip", RoleName: "demo" });
  remove();
});

test.for([
  [
    "a role by a name that is taken in other letters",
    "CreateRole",
    { RoleName: "DEMO", AssumeRolePolicyDocument: trust },
    "EntityAlreadyExists",
  ],
  [
    "a trust policy that is not JSON",
    "CreateRole",
    { RoleName: "x", AssumeRolePolicyDocument: "{" },
    "MalformedPolicyDocument",
  ],
  [
    "a principal that doesn't exist",
    "CreateRole",
    {
      RoleName: "x",
      AssumeRolePolicyDocument: trust.replace(
        '"Service":"eks.amazonaws.com"',
        '"AWS":"arn:aws:iam::123456789012:role/nobody"',
      ),
    },
    "MalformedPolicyDocument",
  ],
  [
    "a managed policy that doesn't exist",
    "AttachRolePolicy",
    { RoleName: "demo", PolicyArn: "arn:aws:iam::aws:policy/AmazonEKSNothing" },
    "NoSuchEntity",
  ],
  [
    "a managed policy at a wrong path",
    "AttachRolePolicy",
    { RoleName: "demo", PolicyArn: "arn:aws:iam::aws:policy/AmazonEBSCSIDriverPolicy" },
    "NoSuchEntity",
  ],
  [
    "a policy without resources",
    "PutRolePolicy",
    { RoleName: "demo", PolicyName: "p", PolicyDocument: trust.replace(/"Principal":\{[^}]*\},/, "") },
    "MalformedPolicyDocument",
  ],
  ["a role that isn't there", "GetRole", { RoleName: "nobody" }, "NoSuchEntity"],
] as const)("%s is refused", ([, operation, input, code]) => {
  expect(() => withRole().callRaw("iam", operation, input)).toThrow(expect.objectContaining({ code }));
});

test("a managed policy has five versions at most and goes with its default one only", () => {
  const aws = testWorld();
  const PolicyArn =
    aws.call("iam", "CreatePolicy", { PolicyName: "p", PolicyDocument: allow("s3:*") }).Policy?.Arn ?? "";
  const add = (index: number) =>
    aws.call("iam", "CreatePolicyVersion", {
      PolicyArn,
      PolicyDocument: allow(`s3:Get${index}`),
      SetAsDefault: true,
    });
  for (let index = 0; index < 4; index++) add(index);
  expect(() => add(5)).toThrow(expect.objectContaining({ code: "LimitExceeded" }));
  expect(() => aws.call("iam", "DeletePolicy", { PolicyArn })).toThrow(
    expect.objectContaining({ code: "DeleteConflict" }),
  );
  for (const VersionId of ["v1", "v2", "v3", "v4"])
    aws.call("iam", "DeletePolicyVersion", { PolicyArn, VersionId });
  aws.call("iam", "DeletePolicy", { PolicyArn });
});

test("a service-linked role is made once", () => {
  const aws = testWorld();
  const create = () => aws.call("iam", "CreateServiceLinkedRole", { AWSServiceName: "eks.amazonaws.com" });
  expect(create().Role?.RoleName).toBe("AWSServiceRoleForAmazonEKS");
  expect(create).toThrow("Service role name AWSServiceRoleForAmazonEKS has been taken in this account");
});

test("with eventual consistency services see a role some seconds later than people do", () => {
  const aws = withRole();
  const context = () => aws.world.context("123456789012", "eu-central-1");
  aws.world.store.transact(() => setEventualConsistency(context(), true));
  const asService = () =>
    aws.world.store.transact(() => context().invoke("iam", "GetRole", { RoleName: "demo" }));
  expect(aws.call("iam", "GetRole", { RoleName: "demo" }).Role.RoleName).toBe("demo");
  expect(asService).toThrow(expect.objectContaining({ code: "NoSuchEntity" }));
  aws.clock.step(DURATIONS.iam.propagation);
  expect(asService().Role.RoleName).toBe("demo");
});
