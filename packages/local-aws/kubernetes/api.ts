import type { ClusterView, KubernetesApi, KubernetesEndpoint } from "../core/kubernetes-api.ts";
import { builtInKinds } from "./built-in-kinds.ts";
import { createAuthority, issueServerCertificate, type KeyPair } from "./certificates.ts";
import { ClusterServer } from "./cluster.ts";
import { keyOf } from "./kinds.ts";
import { Listener } from "./listener.ts";

interface KubernetesApiOptions {
  /** The machine's clock, milliseconds since 1970: clients sign tokens and check certificates by theirs. @default Date.now */
  readonly wallClock?: () => number;
}

const authorityKey = "authority";
const keysByKind = new Map(builtInKinds.map((kind) => [kind.kind, keyOf(kind)]));

/** The clusters' API servers, each on a loopback port of its own with an authority of its own. */
export function kubernetesApi(options: KubernetesApiOptions = {}): KubernetesApi {
  const wallClock = options.wallClock ?? Date.now;
  const listener = new Listener();
  const clusters = new Map<string, { readonly server: ClusterServer; readonly port: number }>();

  return {
    async start(view, previous) {
      // Nothing is written in the caller's own transaction.
      await Promise.resolve();
      const authority = authorityOf(view, wallClock());
      const hosts = [
        "127.0.0.1",
        "::1",
        "localhost",
        "kubernetes",
        "kubernetes.default.svc",
        "kubernetes.default.svc.cluster.local",
      ];
      const server = new ClusterServer(view, authority, wallClock);
      const certificate = issueServerCertificate(authority, hosts, wallClock() - 3_600_000);
      const wanted = previous === undefined ? 0 : Number(new URL(previous.endpoint).port);
      const port = await listener.open(
        certificate,
        (request, response) => void server.handle(request, response),
        wanted,
      );
      const endpoint = `https://127.0.0.1:${port}`;
      server.endpoint = endpoint;
      clusters.set(view.arn, { server, port });
      return {
        endpoint,
        certificateAuthorityData: Buffer.from(authority.certificate).toString("base64"),
      } satisfies KubernetesEndpoint;
    },
    async stop(clusterArn) {
      const cluster = clusters.get(clusterArn);
      if (cluster === undefined) return;
      clusters.delete(clusterArn);
      cluster.server.close();
      await listener.shut(cluster.port);
    },
    object(clusterArn, kind, namespace, name) {
      const key = keysByKind.get(kind);
      if (key === undefined) throw new Error(`${kind} is no built-in kind`);
      return clusters.get(clusterArn)?.server.object(key, namespace, name);
    },
    serves: (clusterArn) => clusters.has(clusterArn),
    mapRole(clusterArn, roleArn, mapping) {
      clusters.get(clusterArn)?.server.mapRole(roleArn, mapping);
    },
    async close() {
      for (const { server } of clusters.values()) server.close();
      clusters.clear();
      await listener.close();
    },
  };
}

/** Kept with the cluster's objects, so that kubeconfigs outlive a restart. */
function authorityOf(view: ClusterView, now: number): KeyPair {
  const kept = view.read((objects) => objects.get(authorityKey)) as KeyPair | undefined;
  if (kept !== undefined) return kept;
  const made = createAuthority(now - 3_600_000);
  view.write((objects) => objects.put(authorityKey, made));
  return made;
}
