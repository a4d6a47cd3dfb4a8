import { describe, expect, test } from "vitest";
import { accessEntry, account, admin, clusterAdmin, startCluster } from "./support.ts";

const policy = (name: string) => `arn:aws:eks::aws:cluster-access-policy/${name}`;
const user = (name: string) => `arn:aws:iam::${account}:user/${name}`;

const question = (verb: string, resource: string, namespace?: string, group = "", name?: string) => ({
  spec: {
    resourceAttributes: {
      verb,
      resource,
      group,
      ...(namespace === undefined ? {} : { namespace }),
      ...(name === undefined ? {} : { name }),
    },
  },
});

describe("access policies", () => {
  test.for<[string, readonly string[] | undefined, ReturnType<typeof question>, boolean]>([
    ["AmazonEKSClusterAdminPolicy", undefined, question("delete", "nodes"), true],
    ["AmazonEKSClusterAdminPolicy", undefined, question("create", "secrets", "kube-system"), true],
    ["AmazonEKSAdminPolicy", ["dev"], question("create", "roles", "dev", "rbac.authorization.k8s.io"), true],
    [
      "AmazonEKSAdminPolicy",
      ["dev"],
      question("create", "roles", "prod", "rbac.authorization.k8s.io"),
      false,
    ],
    ["AmazonEKSAdminPolicy", ["dev"], question("list", "nodes"), false],
    ["AmazonEKSEditPolicy", ["dev"], question("create", "deployments", "dev", "apps"), true],
    ["AmazonEKSEditPolicy", ["dev"], question("create", "roles", "dev", "rbac.authorization.k8s.io"), false],
    ["AmazonEKSEditPolicy", ["dev-*"], question("get", "secrets", "dev-7"), true],
    ["AmazonEKSEditPolicy", ["dev-*"], question("get", "secrets", "develop"), false],
    ["AmazonEKSViewPolicy", undefined, question("list", "pods", "prod"), true],
    ["AmazonEKSViewPolicy", undefined, question("get", "secrets", "prod"), false],
    ["AmazonEKSViewPolicy", undefined, question("create", "pods", "prod"), false],
    ["AmazonEKSAdminViewPolicy", undefined, question("get", "secrets", "prod"), true],
    ["AmazonEKSAdminViewPolicy", undefined, question("delete", "secrets", "prod"), false],
  ])("%s in %j", async ([name, namespaces, body, allowed]) => {
    const scope = namespaces === undefined ? "cluster" : "namespace";
    const entry = accessEntry(user("u"), { policyArn: policy(name), scope, namespaces: namespaces ?? [] });
    await using cluster = await startCluster({ access: [entry] });
    const reply = await cluster.call("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", {
      body,
      as: "u",
    });
    expect(reply.status).toBe(201);
    expect(reply.body.status.allowed).toBe(allowed);
  });
});

const rbac = "/apis/rbac.authorization.k8s.io/v1";

async function clusterWithRole() {
  const cluster = await startCluster({
    access: [
      accessEntry(admin, { policyArn: clusterAdmin, scope: "cluster", namespaces: [] }),
      { ...accessEntry(user("dev")), groups: ["devs"], username: "dev" },
    ],
  });
  const rules = [
    { apiGroups: [""], resources: ["configmaps"], resourceNames: ["mine"], verbs: ["get"] },
    { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
  ];
  await cluster.create(`${rbac}/namespaces/default/roles`, { metadata: { name: "reader" }, rules });
  await cluster.create(`${rbac}/namespaces/default/rolebindings`, {
    metadata: { name: "readers" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "reader" },
    subjects: [{ kind: "Group", name: "devs" }],
  });
  return cluster;
}

describe("roles", () => {
  test.for<[string, ReturnType<typeof question>, boolean]>([
    ["a named object", question("get", "configmaps", "default", "", "mine"), true],
    ["another object", question("get", "configmaps", "default", "", "other"), false],
    ["another namespace", question("get", "configmaps", "kube-system", "", "mine"), false],
    ["another verb", question("list", "configmaps", "default"), false],
    ["the resource of a subresource", question("get", "pods", "default"), false],
  ])("bound to a group: %s", async ([, body, allowed]) => {
    await using cluster = await clusterWithRole();
    const reply = await cluster.call("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", {
      body,
      as: "dev",
    });
    expect(reply.body.status.allowed).toBe(allowed);
  });

  test("are enforced on requests", async () => {
    await using cluster = await clusterWithRole();
    await cluster.create("/api/v1/namespaces/default/configmaps", { metadata: { name: "mine" } });
    expect(
      (await cluster.call("GET", "/api/v1/namespaces/default/configmaps/mine", { as: "dev" })).status,
    ).toBe(200);
    const refused = await cluster.call("DELETE", "/api/v1/namespaces/default/configmaps/mine", { as: "dev" });
    expect(refused.status).toBe(403);
    expect(refused.body.message).toBe(
      'configmaps "mine" is forbidden: User "dev" cannot delete resource "configmaps" in API group "" in the namespace "default"',
    );
  });

  test("aggregate the rules of roles with the right label", async () => {
    await using cluster = await startCluster({
      access: [
        accessEntry(admin, { policyArn: clusterAdmin, scope: "cluster", namespaces: [] }),
        { ...accessEntry(user("v")), groups: ["viewers"] },
      ],
    });
    await cluster.create(`${rbac}/clusterrolebindings`, {
      metadata: { name: "v" },
      roleRef: { kind: "ClusterRole", name: "view", apiGroup: "rbac.authorization.k8s.io" },
      subjects: [{ kind: "Group", name: "viewers" }],
    });
    const ask = async () =>
      (
        await cluster.call("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", {
          body: question("get", "widgets", "default", "example.com"),
          as: "v",
        })
      ).body.status.allowed;
    expect(await ask()).toBe(false);
    await cluster.create(`${rbac}/clusterroles`, {
      metadata: { name: "widgets", labels: { "rbac.authorization.k8s.io/aggregate-to-view": "true" } },
      rules: [{ apiGroups: ["example.com"], resources: ["widgets"], verbs: ["get"] }],
    });
    expect(await ask()).toBe(true);
  });

  test("are told for another subject", async () => {
    await using cluster = await clusterWithRole();
    const body = {
      spec: {
        ...question("get", "configmaps", "default", "", "mine").spec,
        user: "somebody",
        groups: ["devs"],
      },
    };
    const reply = await cluster.call("POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", { body });
    expect(reply.body.status).toEqual({
      allowed: true,
      reason: 'RBAC: allowed by RoleBinding "readers/default" of Role "reader"',
    });
  });
});
