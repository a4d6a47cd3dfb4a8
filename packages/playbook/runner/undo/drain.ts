import type { SessionOptions } from "../engine/session.ts";
import { messageOf } from "../failure.ts";
import type { KubernetesClient, KubernetesObject, Resource } from "../kubernetes/client.ts";
import { waitFor } from "../kubernetes/wait.ts";
import type { Undone } from "../undo.ts";
import { deleteAndWait } from "./objects.ts";

/** Load balancers and nodes take their time to go. */
const LIMIT_SECONDS = 900;

interface Holder {
  readonly apiVersions: readonly string[];
  readonly kind: string;
  readonly applies?: (object: KubernetesObject) => boolean;
}

type Spec = { readonly type?: string; readonly loadBalancerClass?: string };

/** What makes controllers hold AWS objects, in the order in which it can go. */
const HOLDERS: readonly Holder[] = [
  { apiVersions: ["networking.k8s.io/v1"], kind: "Ingress" },
  { apiVersions: ["gateway.networking.k8s.io/v1", "gateway.networking.k8s.io/v1beta1"], kind: "Gateway" },
  {
    apiVersions: ["v1"],
    kind: "Service",
    applies: (object) => (object["spec"] as Spec | undefined)?.type === "LoadBalancer",
  },
  { apiVersions: ["elbv2.k8s.aws/v1beta1"], kind: "TargetGroupBinding" },
  { apiVersions: ["karpenter.sh/v1", "karpenter.sh/v1beta1"], kind: "NodePool" },
];

async function resourceOf(
  client: KubernetesClient,
  { apiVersions, kind }: Holder,
): Promise<Resource | undefined> {
  for (const apiVersion of apiVersions) {
    const resource = await client.find(apiVersion, kind);
    if (resource !== undefined) return resource;
  }
  return undefined;
}

const describe = (object: KubernetesObject): string =>
  [object.kind, object.metadata?.namespace, object.metadata?.name].filter(Boolean).join("/");

/** Workloads that mount claims hold them; they go first, or no claim would ever vanish. */
const MOUNTERS: readonly Holder[] = [
  { apiVersions: ["apps/v1"], kind: "StatefulSet" },
  { apiVersions: ["apps/v1"], kind: "Deployment" },
];

type Volume = { readonly persistentVolumeClaim?: unknown };
type Template = {
  readonly template?: { readonly spec?: { readonly volumes?: readonly Volume[] } };
  readonly volumeClaimTemplates?: readonly unknown[];
};

function mounts(object: KubernetesObject): boolean {
  const spec = (object["spec"] ?? {}) as Template;
  return (
    (spec.volumeClaimTemplates?.length ?? 0) > 0 ||
    (spec.template?.spec?.volumes ?? []).some((volume) => volume.persistentVolumeClaim !== undefined)
  );
}

async function sweep(
  holder: Holder,
  client: KubernetesClient,
  { report, signal, limit = LIMIT_SECONDS }: DrainOptions,
): Promise<number> {
  const resource = await resourceOf(client, holder);
  if (resource === undefined) return 0;
  const objects = (await client.list(resource, undefined)).filter(
    (object) => holder.applies?.(object) ?? true,
  );
  // All are waited for, so that the message names every one that stays.
  const ends = await Promise.allSettled(
    objects.map(async (object) => {
      report.line(`    deleting ${describe(object)}`);
      await deleteAndWait(client, resource, object, signal, limit);
    }),
  );
  const failures = ends.flatMap((end) => (end.status === "rejected" ? [messageOf(end.reason)] : []));
  if (failures.length > 0) throw new Error(failures.join("; "));
  return objects.length;
}

/** Karpenter's machines outlive their NodePool until they are drained. */
async function nodeClaimsGone(
  client: KubernetesClient,
  { signal, limit = LIMIT_SECONDS }: DrainOptions,
): Promise<void> {
  const resource = await resourceOf(client, {
    apiVersions: ["karpenter.sh/v1", "karpenter.sh/v1beta1"],
    kind: "NodeClaim",
  });
  if (resource === undefined) return;
  const { value, met } = await waitFor(
    () => client.list(resource, undefined),
    (claims) => claims.length === 0,
    { seconds: limit, every: 5, signal },
  );
  if (!met) throw new Error(`still there after ${limit} s: ${value.map(describe).join(", ")}`);
}

export interface DrainOptions extends Pick<SessionOptions, "report" | "signal"> {
  /** Seconds that each kind of thing has to go. @default 900 */
  readonly limit?: number;
}

/** Deletes what makes controllers hold load balancers, network interfaces, machines and volumes, and waits for it. */
export async function drainCluster(
  volumes: boolean,
  client: KubernetesClient,
  options: DrainOptions,
): Promise<Undone> {
  let count = 0;
  for (const holder of HOLDERS) count += await sweep(holder, client, options);
  await nodeClaimsGone(client, options);
  if (volumes) {
    for (const holder of MOUNTERS) count += await sweep({ ...holder, applies: mounts }, client, options);
    count += await sweep({ apiVersions: ["v1"], kind: "PersistentVolumeClaim" }, client, options);
  }
  return count === 0
    ? { status: "ok", note: "nothing to drain" }
    : { status: "changed", note: `${count} object(s) gone` };
}
