import { describe, expect, test } from "vitest";
import { readEksToken } from "../../kubernetes/token.ts";
import { accessEntry, account, admin, clusterAdmin, startCluster, tokenOf } from "./support.ts";

const now = Date.UTC(2026, 10, 23, 12);
const token = (change: (url: URL) => void, signedAt = now) => {
  const url = new URL(
    Buffer.from(tokenOf("AKIA", signedAt).slice("k8s-aws-v1.".length), "base64url").toString(),
  );
  change(url);
  return `k8s-aws-v1.${Buffer.from(url.href).toString("base64url")}`;
};

describe("a token", () => {
  test("of aws eks get-token tells access key and region", () => {
    expect(readEksToken(tokenOf("AKIA", now), now)).toEqual({
      accessKeyId: "AKIA",
      region: "eu-central-1",
      signedAt: now,
    });
  });

  test("may be signed for the local AWS's own STS", () => {
    const local = token((url) => {
      url.protocol = "http:";
      url.host = "127.0.0.1:4566";
    });
    expect(readEksToken(local, now)).toMatchObject({ accessKeyId: "AKIA" });
  });

  test.for<[string, string, string]>([
    ["of another form", "abc.def", "token is not of the form k8s-aws-v1.…"],
    [
      "without an address",
      `k8s-aws-v1.${Buffer.from("nonsense").toString("base64url")}`,
      "token holds no address",
    ],
    [
      "for another host",
      token((url) => (url.host = "evil.example")),
      "unexpected hostname evil.example in pre-signed URL",
    ],
    [
      "for another host that looks alike",
      token((url) => (url.host = "sts.amazonaws.com.evil.example")),
      "unexpected hostname sts.amazonaws.com.evil.example in pre-signed URL",
    ],
    ["for another path", token((url) => (url.pathname = "/x")), "unexpected path in pre-signed URL"],
    [
      "for another action",
      token((url) => url.searchParams.set("Action", "AssumeRole")),
      "unexpected action parameter in pre-signed URL",
    ],
    [
      "without the cluster's name",
      token((url) => url.searchParams.set("X-Amz-SignedHeaders", "host")),
      "client did not sign the x-k8s-aws-id header in the pre-signed URL",
    ],
    [
      "for another service",
      token((url) => url.searchParams.set("X-Amz-Credential", "AKIA/20261123/eu-central-1/s3/aws4_request")),
      "X-Amz-Credential of the pre-signed URL is not for STS",
    ],
    [
      "without a signature",
      token((url) => url.searchParams.delete("X-Amz-Signature")),
      "the pre-signed URL has no signature",
    ],
    [
      "without a date",
      token((url) => url.searchParams.delete("X-Amz-Date")),
      "X-Amz-Date parameter is missing or malformed in pre-signed URL",
    ],
    [
      "older than 15 minutes",
      tokenOf("AKIA", now - 15 * 60_000 - 1000),
      "X-Amz-Date parameter is expired (15 minute expiration)",
    ],
    [
      "from the future",
      tokenOf("AKIA", now + 6 * 60_000),
      "X-Amz-Date parameter of the pre-signed URL is in the future",
    ],
  ])("%s is refused", ([, text, why]) => {
    expect(readEksToken(text, now)).toBe(why);
  });
});

describe("a request", () => {
  test.for<[string, string, number]>([
    ["without a token for health", "/readyz", 200],
    ["without a token for the version", "/version", 401],
    ["without a token for resources", "/api/v1/nodes", 401],
  ])("%s", async ([, path, status]) => {
    await using cluster = await startCluster();
    const reply = await cluster.call("GET", path, { as: undefined });
    expect(reply.status).toBe(status);
    if (status === 401)
      expect(reply.body).toMatchObject({ kind: "Status", reason: "Unauthorized", code: 401 });
  });

  test("of a principal without an access entry is unauthorized", async () => {
    await using cluster = await startCluster();
    expect((await cluster.call("GET", "/api", { as: "stranger" })).status).toBe(401);
  });

  test("is let in as soon as its access entry exists", async () => {
    await using cluster = await startCluster();
    const arn = `arn:aws:iam::${account}:user/late`;
    expect((await cluster.call("GET", "/api/v1/nodes", { as: "late" })).status).toBe(401);
    cluster.surroundings.access.push(accessEntry(arn));
    const known = await cluster.call("GET", "/api/v1/nodes", { as: "late" });
    expect(known.body.message).toBe(
      `nodes is forbidden: User "${arn}" cannot list resource "nodes" in API group "" at the cluster scope`,
    );
    cluster.surroundings.access[1] = accessEntry(arn, {
      policyArn: clusterAdmin,
      scope: "cluster",
      namespaces: [],
    });
    expect((await cluster.call("GET", "/api/v1/nodes", { as: "late" })).status).toBe(200);
  });

  test("is mapped by aws-auth only if the cluster's mode reads it", async () => {
    const mapUsers = `- userarn: arn:aws:iam::${account}:user/ops\n  username: ops\n  groups: [system:masters]\n`;
    await using cluster = await startCluster({ mode: "API" });
    await cluster.create("/api/v1/namespaces/kube-system/configmaps", {
      metadata: { name: "aws-auth" },
      data: { mapUsers },
    });
    expect((await cluster.call("GET", "/api/v1/nodes", { as: "ops" })).status).toBe(401);
    cluster.surroundings.mode = "API_AND_CONFIG_MAP";
    expect((await cluster.call("GET", "/api/v1/nodes", { as: "ops" })).status).toBe(200);
  });

  test("with a service account's token is that account until the account is gone", async () => {
    await using cluster = await startCluster();
    const reply = await cluster.create("/api/v1/namespaces/default/serviceaccounts/default/token", {
      spec: { expirationSeconds: 3600 },
    });
    const as = reply.body.status.token as string;
    const review = await cluster.call("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", {
      body: {},
      as,
    });
    expect(review.body.status.userInfo.username).toBe("system:serviceaccount:default:default");
    await cluster.call("DELETE", "/api/v1/namespaces/default/serviceaccounts/default");
    expect((await cluster.call("GET", "/api", { as })).status).toBe(401);
  });

  test("with another cluster's service account token is unauthorized", async () => {
    await using one = await startCluster({ name: "one" });
    await using other = await startCluster({ name: "other" });
    const reply = await one.create("/api/v1/namespaces/default/serviceaccounts/default/token", { spec: {} });
    expect((await other.call("GET", "/api", { as: reply.body.status.token })).status).toBe(401);
  });

  test("as somebody else needs the right to be them", async () => {
    await using cluster = await startCluster({
      access: [
        accessEntry(admin, { policyArn: clusterAdmin, scope: "cluster", namespaces: [] }),
        accessEntry(`arn:aws:iam::${account}:user/plain`),
      ],
    });
    const headers = { "impersonate-user": "jane", "impersonate-group": "devs" };
    const asAdmin = await cluster.call("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", {
      body: {},
      headers,
    });
    expect(asAdmin.body.status.userInfo).toMatchObject({
      username: "jane",
      groups: ["devs", "system:authenticated"],
    });
    const asPlain = await cluster.call("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", {
      body: {},
      headers,
      as: "plain",
    });
    expect(asPlain.status).toBe(403);
  });
});
