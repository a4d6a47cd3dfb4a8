import type { UndoAction } from "../../ir.ts";
import {
  ApiError,
  type KubernetesClient,
  type KubernetesObject,
  type Resource,
} from "../kubernetes/client.ts";
import { waitFor } from "../kubernetes/wait.ts";
import type { Undone } from "../undo.ts";

const WAIT_SECONDS = 300;

/** Deletes an object and waits until it is gone. */
export async function deleteAndWait(
  client: KubernetesClient,
  resource: Resource,
  object: KubernetesObject,
  signal: AbortSignal,
  limit = WAIT_SECONDS,
): Promise<void> {
  const { name = "", namespace, uid } = object.metadata ?? {};
  try {
    await client.delete(resource, name, namespace, {
      body: { apiVersion: "v1", kind: "DeleteOptions", propagationPolicy: "Foreground" },
    });
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return;
    throw error;
  }
  const { met } = await waitFor(
    () => client.get(resource, name, namespace),
    (live) => live === undefined || live.metadata?.["uid"] !== uid,
    { seconds: limit, every: 2, signal },
  );
  if (!met)
    throw new Error(
      `${resource.kind} ${namespace === undefined ? "" : `${namespace}/`}${name} is still there after ${limit} s; something holds it by a finalizer`,
    );
}

/** What Kubernetes itself puts into every namespace. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  ConfigMap: ["kube-root-ca.crt"],
  ServiceAccount: ["default"],
};
/** Traces of things, not things. */
const TRACES = new Set(["Event", "Endpoints", "EndpointSlice", "Lease", "ControllerRevision", "PodMetrics"]);

/** What lives in a namespace besides Kubernetes' own, as `Kind/name`. */
async function foreignObjects(client: KubernetesClient, namespace: string): Promise<readonly string[]> {
  const groups = (await client.call("GET", "/apis")) as {
    readonly groups?: readonly { readonly preferredVersion?: { readonly groupVersion: string } }[];
  };
  const versions = [
    "v1",
    ...(groups.groups ?? []).flatMap(({ preferredVersion }) =>
      preferredVersion === undefined ? [] : [preferredVersion.groupVersion],
    ),
  ];
  const found = new Set<string>();
  for (const version of versions) {
    for (const resource of await client.resources(version)) {
      if (
        !resource.namespaced ||
        !resource.verbs.includes("list") ||
        !resource.verbs.includes("delete") ||
        TRACES.has(resource.kind)
      )
        continue;
      for (const object of await client.list(resource, namespace)) {
        const name = object.metadata?.name ?? "";
        // Whatever has an owner goes with it.
        if (
          !(OWN[resource.kind]?.includes(name) ?? false) &&
          object.metadata?.["ownerReferences"] === undefined
        )
          found.add(`${resource.kind}/${name}`);
      }
    }
  }
  return [...found];
}

export async function removeObject(
  action: Extract<UndoAction, { kind: "k8s" }>,
  client: KubernetesClient,
  signal: AbortSignal,
): Promise<Undone> {
  const resource = await client.find(action.apiVersion, action.objectKind);
  if (resource === undefined)
    return { status: "ok", note: `the cluster does not serve ${action.apiVersion} ${action.objectKind}` };
  const object = await client.get(
    resource,
    action.name,
    resource.namespaced ? (action.namespace ?? "default") : undefined,
  );
  if (object === undefined) return { status: "ok", note: "not there" };
  if (resource.kind === "Namespace" && resource.apiVersion === "v1") {
    const foreign = await foreignObjects(client, action.name);
    if (foreign.length > 0) {
      const shown =
        foreign.slice(0, 10).join(", ") + (foreign.length > 10 ? ` and ${foreign.length - 10} more` : "");
      return { status: "ok", note: `namespace ${action.name} stays: it holds ${shown}` };
    }
  }
  await deleteAndWait(client, resource, object, signal);
  return { status: "changed" };
}
