import { fromYaml } from "../../jinja/yaml.ts";
import { TaskFailure } from "../failure.ts";
import { sleep } from "../http.ts";
import type { KubernetesClient, KubernetesObject } from "../kubernetes/client.ts";
import { hopeless, isReady } from "../kubernetes/conditions.ts";
import type { ModuleContext } from "../modules/module.ts";

/** `5m30s`, `300s`, `300`: in seconds. */
export function seconds(duration: string | undefined, fallback: number): number {
  if (duration === undefined || duration === "") return fallback;
  if (/^\d+$/.test(duration)) return Number(duration);
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(duration))
    throw new TaskFailure(`${duration} is no duration; write 300s or 5m`);
  const units: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };
  return [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? "s"] ?? 1),
    0,
  );
}

const WATCHED = new Set([
  "Deployment",
  "DaemonSet",
  "StatefulSet",
  "Job",
  "Pod",
  "APIService",
  "CustomResourceDefinition",
  "PersistentVolumeClaim",
]);
const WEBHOOKS = new Set(["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"]);

type Webhook = {
  readonly clientConfig?: { readonly service?: { readonly name: string; readonly namespace: string } };
};

/** Objects of a manifest that have to become ready before the next task can rely on the chart. */
export function watchedObjects(manifest: string): readonly KubernetesObject[] {
  return fromYaml(manifest).filter(
    (object): object is KubernetesObject =>
      typeof object === "object" &&
      object !== null &&
      (WATCHED.has(String((object as KubernetesObject).kind)) ||
        WEBHOOKS.has(String((object as KubernetesObject).kind))),
  );
}

/** Whether someone answers behind each service that a webhook calls; charts are "installed" long before. */
async function webhookReady(client: KubernetesClient, object: KubernetesObject): Promise<boolean> {
  const endpoints = await client.find("v1", "Endpoints");
  if (endpoints === undefined) return true;
  for (const { clientConfig } of (object["webhooks"] ?? []) as readonly Webhook[]) {
    if (clientConfig?.service === undefined) continue;
    const found = await client.get(endpoints, clientConfig.service.name, clientConfig.service.namespace);
    const subsets = (found?.["subsets"] ?? []) as readonly { readonly addresses?: readonly unknown[] }[];
    if (!subsets.some(({ addresses }) => (addresses?.length ?? 0) > 0)) return false;
  }
  return true;
}

async function isObjectReady(
  client: KubernetesClient,
  object: KubernetesObject,
  namespace: string,
): Promise<boolean> {
  const resource = await client.find(object.apiVersion, object.kind);
  if (resource === undefined) return false;
  const live = await client.get(
    resource,
    object.metadata?.name ?? "",
    resource.namespaced ? (object.metadata?.namespace ?? namespace) : undefined,
  );
  if (live === undefined) return false;
  const reason = hopeless(live);
  if (reason !== undefined) throw new TaskFailure(reason);
  return WEBHOOKS.has(live.kind) ? webhookReady(client, live) : isReady(live);
}

const describe = (object: KubernetesObject): string => `${object.kind}/${object.metadata?.name ?? ""}`;

/** Waits until all that a chart has installed is ready. @throws TaskFailure that names what is not */
export async function waitForObjects(
  client: KubernetesClient,
  objects: readonly KubernetesObject[],
  namespace: string,
  limit: number,
  context: ModuleContext,
): Promise<void> {
  const deadline = Date.now() + limit * 1000;
  let left = objects;
  let told = Date.now();
  for (;;) {
    const waiting: KubernetesObject[] = [];
    for (const object of left) if (!(await isObjectReady(client, object, namespace))) waiting.push(object);
    left = waiting;
    if (left.length === 0) return;
    const names = left.map(describe).join(", ");
    if (Date.now() > deadline) throw new TaskFailure(`timed out after ${limit} s waiting for: ${names}`);
    if (Date.now() - told > 15_000) {
      context.progress(`waiting for ${names}`);
      told = Date.now();
    }
    await sleep(2000, context.signal);
  }
}
