import { expect, test } from "vitest";
import { DURATIONS } from "../../core/durations.ts";
import { eksWorld } from "./eks-world.ts";

const days = (count: number) => count * 24 * 3600;

function start() {
  const aws = eksWorld();
  const AssumeRolePolicyDocument = JSON.stringify({
    Statement: [{ Effect: "Allow", Principal: { Service: "ssm.amazonaws.com" }, Action: "sts:AssumeRole" }],
  });
  const roleArn =
    aws.call("iam", "CreateRole", { RoleName: "connector", AssumeRolePolicyDocument }).Role?.Arn ?? "";
  const register = (name: string, role = roleArn) =>
    aws.call("eks", "RegisterCluster", { name, connectorConfig: { roleArn: role, provider: "OTHER" } });
  const buy = (autoRenew: boolean, duration = 12) =>
    aws.call("eks", "CreateEksAnywhereSubscription", {
      name: "licences",
      term: { duration, unit: "MONTHS" },
      licenseQuantity: 2,
      autoRenew,
    }).subscription;
  return { ...aws, register, buy };
}

test("a cluster that runs elsewhere is registered, shown, tagged and deregistered", () => {
  const { call, clock, register, world } = start();
  const leftovers = () => world.store.leftovers();
  const before = leftovers().length;
  const { cluster } = register("elsewhere");
  expect(cluster).toMatchObject({
    status: "PENDING",
    connectorConfig: { provider: "OTHER", activationExpiry: clock.now() + days(3) * 1000 },
  });
  call("eks", "TagResource", { resourceArn: cluster?.arn ?? "", tags: { team: "a" } });
  expect(call("eks", "DescribeCluster", { name: "elsewhere" }).cluster?.tags).toEqual({ team: "a" });
  expect(call("eks", "ListClusters", {}).clusters).toEqual([]);
  expect(call("eks", "ListClusters", { include: ["all"] }).clusters).toEqual(["elsewhere"]);
  call("eks", "DeregisterCluster", { name: "elsewhere" });
  expect(() => call("eks", "DescribeCluster", { name: "elsewhere" })).toThrow("No cluster found");
  expect(leftovers()).toHaveLength(before);
});

test("registering is refused without the connector's role or with a taken name, deregistering without such a cluster", () => {
  const { call, cluster, register, roleArn } = start();
  expect(() => register("elsewhere", roleArn("node"))).toThrow("does not trust ssm.amazonaws.com");
  cluster("demo");
  expect(() => register("demo")).toThrow("Cluster already exists with name: demo");
  expect(() => call("eks", "DeregisterCluster", { name: "demo" })).toThrow("No cluster found for name: demo");
  register("elsewhere");
  expect(() => cluster("elsewhere")).toThrow("Cluster already exists with name: elsewhere");
});

test.for([
  { autoRenew: false, after: "EXPIRED" },
  { autoRenew: true, after: "ACTIVE" },
])("licences with autoRenew $autoRenew are $after when their term is over", ({ autoRenew, after }) => {
  const { call, clock, buy } = start();
  const { id = "", status, licenses = [], licenseArns = [] } = buy(autoRenew) ?? {};
  expect([status, licenses.length, licenseArns.length]).toEqual(["CREATING", 2, 2]);
  clock.step(DURATIONS.subscription.create);
  const now = () => call("eks", "DescribeEksAnywhereSubscription", { id }).subscription?.status;
  expect(now()).toBe("ACTIVE");
  clock.step(days(366));
  expect(now()).toBe(after);
  const list = (includeStatus: ["ACTIVE"] | ["EXPIRED"]) =>
    call("eks", "ListEksAnywhereSubscriptions", { includeStatus }).subscriptions?.length;
  expect([list(["ACTIVE"]), list(["EXPIRED"])]).toEqual(autoRenew ? [1, 0] : [0, 1]);
});

test("licences can be deleted once they have expired and not before", () => {
  const { call, clock, buy } = start();
  const { id = "" } = buy(true) ?? {};
  clock.step(DURATIONS.subscription.create);
  expect(() => call("eks", "DeleteEksAnywhereSubscription", { id })).toThrow("only expired ones");
  call("eks", "UpdateEksAnywhereSubscription", { id, autoRenew: false });
  clock.step(days(366));
  call("eks", "DeleteEksAnywhereSubscription", { id });
  expect(() => call("eks", "DescribeEksAnywhereSubscription", { id })).toThrow("No subscription found");
});

test("a term that AWS doesn't sell is refused", () => {
  expect(() => start().buy(false, 13)).toThrow("expected one of 12, 36");
});

test("subscriptions come in pages", () => {
  const { call, buy } = start();
  const ids = [buy(false)?.id, buy(false)?.id, buy(false)?.id];
  const first = call("eks", "ListEksAnywhereSubscriptions", { maxResults: 2 });
  const second = call("eks", "ListEksAnywhereSubscriptions", { maxResults: 2, nextToken: first.nextToken });
  const listed = [...(first.subscriptions ?? []), ...(second.subscriptions ?? [])].map(({ id }) => id);
  expect(listed).toEqual(ids);
  expect(second.nextToken).toBeUndefined();
});
