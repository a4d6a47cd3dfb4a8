import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { steppedClock } from "../core/clock.ts";
import { type LocalAws, type LocalAwsOptions, startLocalAws } from "../local-aws.ts";
import { eksWorld } from "./eks/eks-world.ts";
import { testWorld } from "./test-world.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "local-aws-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const clock = steppedClock();
const start = (options: LocalAwsOptions = {}) => startLocalAws({ clock, ...options });
const inside = (aws: LocalAws) => testWorld({ existing: { world: aws.world, clock } });

const headers = {
  authorization:
    "AWS4-HMAC-SHA256 Credential=111122223333/20261122/eu-central-1/sts/aws4_request, SignedHeaders=host, Signature=0",
};
const identity = (url: string) =>
  fetch(url, { method: "POST", headers, body: "Action=GetCallerIdentity&Version=2011-06-15" });

test("it serves over http, records the call in its file and frees its port", async () => {
  const journalFile = path.join(folder, "calls.jsonl");
  let url: string;
  {
    await using aws = await start({ journalFile });
    url = aws.url;
    expect(await (await identity(url)).text()).toContain("<Account>111122223333</Account>");
    expect(aws.journal().map(({ service, operation, status }) => [service, operation, status])).toEqual([
      ["sts", "GetCallerIdentity", 200],
    ]);
  }
  expect(JSON.parse(readFileSync(journalFile, "utf8"))).toMatchObject({
    sequence: 1,
    time: "2026-11-22T00:00:00.000Z",
    operation: "GetCallerIdentity",
  });
  await expect(fetch(url)).rejects.toThrow();
});

test("a dropped answer closes the connection", async () => {
  await using aws = await start();
  aws.setFaults([{ do: { drop: "before" } }]);
  await expect(identity(aws.url)).rejects.toThrow();
  expect((await identity(aws.url)).status).toBe(200);
});

test("with a state file everything is there again, the clusters' endpoints included", {
  timeout: 30_000,
}, async () => {
  const stateFile = path.join(folder, "state.jsonl");
  const look = (aws: LocalAws) => inside(aws).call("eks", "DescribeCluster", { name: "demo" }).cluster;
  const first = await start({ stateFile });
  eksWorld({ existing: { world: first.world, clock } }).cluster("demo");
  await first.world.settle();
  const before = look(first);
  const leftovers = first.leftovers();
  // What is on disk now is what a kill would leave.
  const killed = readFileSync(stateFile);
  await first.close();
  writeFileSync(stateFile, killed);
  await using second = await start({ stateFile });
  expect(look(second)).toEqual(before);
  expect(before?.endpoint).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect(second.leftovers()).toEqual(leftovers);
  await expect(fetch(`${before?.endpoint}/version`)).rejects.toMatchObject({
    cause: { code: expect.stringMatching(/CERT|SELF_SIGNED|VERIFY/) },
  });
});

test("a port in use and broken files are told in one line", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => taken.once("listening", resolve));
  const { port } = taken.address() as AddressInfo;
  await expect(start({ port })).rejects.toThrow(`port ${port} of 127.0.0.1 is in use`);
  taken.close();
  const file = path.join(folder, "broken.json");
  writeFileSync(file, "[{}\n[]\n");
  await expect(start({ stateFile: file })).rejects.toThrow(`state file ${file} is broken at line 1`);
  await expect(start({ faultsFile: file })).rejects.toThrow(`faults file ${file} is not JSON`);
  writeFileSync(file, '[{"do":{"error":{"cod":"X"}}}]');
  await expect(start({ faultsFile: file })).rejects.toThrow(/0\.do\.error\.code: .*; 0\.do\.error: .*cod/);
  await expect(start({ faultsFile: path.join(folder, "none") })).rejects.toThrow("can't be read");
  await expect(start({ port: 70_000 })).rejects.toThrow("port 70000 is none: expected 0 to 65535");
  const journalFile = path.join(folder, "none", "calls.jsonl");
  await expect(start({ journalFile })).rejects.toThrow(`journal file ${journalFile} can't be written`);
});

/** The clusters' names or one cluster's status, as a client gets them over the wire. */
const eks = async (url: string, what: string) => {
  const response = await fetch(`${url}${what}`, {
    headers: {
      authorization: headers.authorization.replace("/sts/", "/eks/").replace("111122223333", account),
    },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const account = "123456789012";

test("a stale read shows what was there so many seconds ago, and only that read", async () => {
  await using aws = await start();
  aws.setFaults([{ match: { operation: "DescribeCluster" }, nth: 2, do: { stale: { seconds: 30 } } }]);
  const world = eksWorld({ existing: { world: aws.world, clock } });
  world.cluster("old");
  clock.step(60);
  const before = clock.now();
  world.call("eks", "DeleteCluster", { name: "old" });
  clock.step(10);
  const statusOf = async () =>
    ((await eks(aws.url, "/clusters/old")).body["cluster"] as { status: string }).status;
  expect([await statusOf(), await statusOf(), await statusOf()]).toEqual(["DELETING", "ACTIVE", "DELETING"]);
  expect(clock.now() - before).toBe(10_000);
});

test("a flip fails a cluster once its time has come, and not before", async () => {
  await using aws = await start();
  const set = { status: "FAILED", health: { issues: [{ code: "InternalFailure", message: "gone" }] } };
  const flip = { collection: "eks/clusters", key: "demo", after: 60, set };
  aws.setFaults([{ match: { operation: "ListClusters" }, do: { flip } }]);
  eksWorld({ existing: { world: aws.world, clock } }).cluster("demo");
  const shown = async () => (await eks(aws.url, "/clusters/demo")).body["cluster"];
  expect((await eks(aws.url, "/clusters")).body).toEqual({ clusters: ["demo"] });
  clock.step(59);
  expect(await shown()).toMatchObject({ status: "ACTIVE" });
  clock.step(1);
  expect(await shown()).toMatchObject(set);
});

test("its environment leads to nothing but itself", async () => {
  await using aws = await start();
  expect(aws.environment("444455556666")).toMatchObject({
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: "444455556666",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  });
});
