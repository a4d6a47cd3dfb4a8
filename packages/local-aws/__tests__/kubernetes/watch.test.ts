import { request } from "node:https";
import { describe, expect, test } from "vitest";
import { scaledClock } from "../../core/clock.ts";
import { startCluster, type TestCluster, tokenOf } from "./support.ts";

const maps = "/api/v1/namespaces/default/configmaps";

interface Event {
  readonly type: string;
  readonly object: {
    readonly kind: string;
    readonly metadata: {
      readonly name: string;
      readonly resourceVersion: string;
      readonly annotations?: object;
    };
    readonly code?: number;
  };
}

/** Reads the first events of a watch and leaves. */
function events(cluster: TestCluster, path: string, count: number): Promise<readonly Event[]> {
  return new Promise((resolve, reject) => {
    const { endpoint, certificateAuthorityData } = cluster.endpoint;
    const outgoing = request(
      new URL(path, endpoint),
      {
        ca: Buffer.from(certificateAuthorityData, "base64"),
        agent: false,
        headers: { authorization: `Bearer ${tokenOf("admin")}` },
      },
      (response) => {
        // Leaving ends the stream with an error.
        response.on("error", () => {});
        const found: Event[] = [];
        let rest = "";
        response.on("data", (chunk: Buffer) => {
          const lines = `${rest}${chunk}`.split("\n");
          rest = lines.pop() ?? "";
          found.push(...lines.map((line) => JSON.parse(line) as Event));
          if (found.length < count) return;
          outgoing.destroy();
          resolve(found.slice(0, count));
        });
      },
    );
    outgoing.on("error", (error) => (outgoing.destroyed ? undefined : reject(error)));
    outgoing.end();
  });
}

const summary = (found: readonly Event[]) =>
  found.map(({ type, object }) => `${type} ${object.metadata.name}`);
const patch = (cluster: TestCluster, name: string, body: object) =>
  cluster.call("PATCH", `${maps}/${name}`, { body, type: "application/merge-patch+json" });

describe("a watch", () => {
  test("replays what happened since the version that was listed", async () => {
    await using cluster = await startCluster();
    const { body } = await cluster.call("GET", maps);
    await cluster.create(maps, { metadata: { name: "a" } });
    await patch(cluster, "a", { data: { x: "1" } });
    await cluster.call("DELETE", `${maps}/a`);
    const found = await events(
      cluster,
      `${maps}?watch=true&resourceVersion=${body.metadata.resourceVersion}`,
      3,
    );
    expect(summary(found)).toEqual(["ADDED a", "MODIFIED a", "DELETED a"]);
    const versions = found.map(({ object }) => Number(object.metadata.resourceVersion));
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  });

  test("goes on with what happens then", async () => {
    await using cluster = await startCluster();
    const { body } = await cluster.call("GET", maps);
    const watched = events(cluster, `${maps}?watch=true&resourceVersion=${body.metadata.resourceVersion}`, 1);
    await cluster.create(maps, { metadata: { name: "later" } });
    expect(summary(await watched)).toEqual(["ADDED later"]);
  });

  test("without a version begins with what is there", async () => {
    await using cluster = await startCluster();
    expect(summary(await events(cluster, `${maps}?watch=true`, 1))).toEqual(["ADDED kube-root-ca.crt"]);
  });

  test("sends a bookmark after the present objects when asked", async () => {
    await using cluster = await startCluster();
    const found = await events(
      cluster,
      `${maps}?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`,
      2,
    );
    expect(found[1]).toMatchObject({
      type: "BOOKMARK",
      object: { kind: "ConfigMap", metadata: { annotations: { "k8s.io/initial-events-end": "true" } } },
    });
  });

  test("of a selector sees objects come and go by their labels", async () => {
    await using cluster = await startCluster();
    const { body } = await cluster.call("GET", maps);
    await cluster.create(maps, { metadata: { name: "a" } });
    await patch(cluster, "a", { metadata: { labels: { on: "1" } } });
    await patch(cluster, "a", { data: { x: "1" } });
    await patch(cluster, "a", { metadata: { labels: null } });
    const found = await events(
      cluster,
      `${maps}?watch=true&labelSelector=on&resourceVersion=${body.metadata.resourceVersion}`,
      3,
    );
    expect(summary(found)).toEqual(["ADDED a", "MODIFIED a", "DELETED a"]);
  });

  test("from before the memory of the server has to list again", async () => {
    const stored = new Map<string, unknown>();
    {
      await using first = await startCluster({ stored });
      await first.create(maps, { metadata: { name: "a" } });
    }
    await using second = await startCluster({ stored });
    const reply = await second.call("GET", `${maps}?watch=true&resourceVersion=1`);
    expect(reply.body).toMatchObject({ code: 410, reason: "Expired" });
  });

  test("sees what time brings about, without a further request", async () => {
    await using cluster = await startCluster({ clock: scaledClock(2) });
    const services = "/api/v1/namespaces/default/services";
    await cluster.create(services, {
      metadata: { name: "lb" },
      spec: { type: "LoadBalancer", ports: [{ port: 80 }] },
    });
    const { body } = await cluster.call("GET", `${services}/lb`);
    const [event] = await events(
      cluster,
      `${services}?watch=true&fieldSelector=metadata.name%3Dlb&resourceVersion=${body.metadata.resourceVersion}`,
      1,
    );
    expect(JSON.stringify(event?.object)).toContain(".eu-central-1.elb.amazonaws.com");
  });
});
