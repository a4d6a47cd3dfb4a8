import { expect, test } from "vitest";
import type { CreateAccessEntryRequest } from "../../models/types/eks.d.ts";
import { eksWorld } from "./eks-world.ts";

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "sts:AssumeRole" }],
});

const start = (mode: "API" | "API_AND_CONFIG_MAP" | "CONFIG_MAP" = "API") => {
  const aws = eksWorld();
  aws.cluster("demo", {
    accessConfig: {
      authenticationMode: mode,
      ...(mode !== "CONFIG_MAP" && { bootstrapClusterCreatorAdminPermissions: false }),
    },
  });
  aws.call("iam", "CreateRole", { RoleName: "admin", Path: "/team/", AssumeRolePolicyDocument: trust });
  return { ...aws, admin: "arn:aws:iam::123456789012:role/team/admin" };
};

const view = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";

test("an entry's user name is the session of its role", () => {
  const { call, admin } = start();
  const { accessEntry } = call("eks", "CreateAccessEntry", { clusterName: "demo", principalArn: admin });
  expect(accessEntry).toMatchObject({
    type: "STANDARD",
    kubernetesGroups: [],
    username: "arn:aws:sts::123456789012:assumed-role/admin/{{SessionName}}",
    accessEntryArn: expect.stringMatching(/:access-entry\/demo\/role\/123456789012\/admin\/[0-9a-f-]{36}$/),
  });
  expect(accessEntry).not.toHaveProperty("policies");
});

test("the creator is let in as an administrator, unless that is turned off or there are no entries", () => {
  const admitted = (accessConfig: object) => {
    const aws = eksWorld();
    aws.cluster("demo", { accessConfig });
    return aws.call("eks", "ListAccessEntries", { clusterName: "demo" }).accessEntries;
  };
  expect(admitted({ authenticationMode: "API" })).toEqual(["arn:aws:iam::123456789012:user/local"]);
  expect(admitted({ authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false })).toEqual([]);
  expect(() => admitted({ authenticationMode: "CONFIG_MAP" })).toThrow(
    "must be set to one of [API, API_AND_CONFIG_MAP]",
  );
});

test.for<[string, Partial<CreateAccessEntryRequest>, string]>([
  ["a role that isn't there", { principalArn: "arn:aws:iam::123456789012:role/none" }, "invalid principal"],
  ["a role without its path", { principalArn: "arn:aws:iam::123456789012:role/admin" }, "invalid principal"],
  ["a session", { principalArn: "arn:aws:sts::123456789012:assumed-role/admin/me" }, "invalid principal"],
  [
    "a service-linked role",
    {
      principalArn:
        "arn:aws:iam::123456789012:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS",
    },
    "invalid principal",
  ],
  ["a type there isn't", { type: "ROOT" }, "The type ROOT is not valid"],
  [
    "groups for nodes",
    { type: "EC2_LINUX", kubernetesGroups: ["a"] },
    "can't specify a username or kubernetesGroups",
  ],
  ["a reserved user name", { username: "system:admin" }, "must not start with system:"],
  ["a session name without a colon", { username: "{{SessionName}}" }, "needs a colon before it"],
])("%s is refused", ([, change, message]) => {
  const { call, admin } = start();
  expect(() =>
    call("eks", "CreateAccessEntry", { clusterName: "demo", principalArn: admin, ...change }),
  ).toThrow(message);
});

test("policies are associated, changed and taken away one by one", () => {
  const { call, admin, clock } = start();
  const names = { clusterName: "demo", principalArn: admin };
  call("eks", "CreateAccessEntry", names);
  const created = clock.now();
  call("eks", "AssociateAccessPolicy", { ...names, policyArn: view, accessScope: { type: "cluster" } });
  clock.step(5);
  call("eks", "AssociateAccessPolicy", {
    ...names,
    policyArn: view,
    accessScope: { type: "namespace", namespaces: ["a"] },
  });
  expect(call("eks", "ListAssociatedAccessPolicies", names).associatedAccessPolicies).toEqual([
    {
      policyArn: view,
      accessScope: { type: "namespace", namespaces: ["a"] },
      associatedAt: created,
      modifiedAt: created + 5000,
    },
  ]);
  expect(
    call("eks", "ListAccessEntries", { clusterName: "demo", associatedPolicyArn: view }).accessEntries,
  ).toEqual([admin]);
  call("eks", "DisassociateAccessPolicy", { ...names, policyArn: view });
  expect(call("eks", "ListAssociatedAccessPolicies", names).associatedAccessPolicies).toEqual([]);
  expect(() => call("eks", "DisassociateAccessPolicy", { ...names, policyArn: view })).toThrow(
    "not associated",
  );
});

test.for([
  ["a policy there isn't", `${view}X`, { type: "cluster" }, "could not be found"],
  ["a namespace scope without namespaces", view, { type: "namespace" }, "needs at least one namespace"],
  ["a cluster scope with namespaces", view, { type: "cluster", namespaces: ["a"] }, "takes no namespaces"],
] as const)("%s is refused", ([, policyArn, accessScope, message]) => {
  const { call, admin } = start();
  call("eks", "CreateAccessEntry", { clusterName: "demo", principalArn: admin });
  expect(() =>
    call("eks", "AssociateAccessPolicy", {
      clusterName: "demo",
      principalArn: admin,
      policyArn,
      accessScope,
    }),
  ).toThrow(message);
});

test("an entry that exists is not taken over", () => {
  const { call, admin } = start();
  call("eks", "CreateAccessEntry", { clusterName: "demo", principalArn: admin });
  expect(() => call("eks", "CreateAccessEntry", { clusterName: "demo", principalArn: admin })).toThrow(
    expect.objectContaining({ code: "ResourceInUseException" }),
  );
});
