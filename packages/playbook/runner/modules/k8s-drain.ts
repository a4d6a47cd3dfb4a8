import { TaskFailure } from "../failure.ts";
import { sleep } from "../http.ts";
import {
  ApiError,
  type KubernetesClient,
  type KubernetesObject,
  type Resource,
} from "../kubernetes/client.ts";
import { labelTest } from "../kubernetes/labels.ts";
import { connectionSpec } from "./kubernetes-arguments.ts";
import type { Module, ModuleContext, ModuleResult } from "./module.ts";

interface Options {
  readonly force: boolean;
  readonly ignoreDaemonSets: boolean;
  readonly deleteEmptyDir: boolean;
  readonly disableEviction: boolean;
  /** Seconds; 0 means until the task's own time is over. */
  readonly waitTimeout: number;
  readonly gracePeriod: number | undefined;
}

const MIRROR = "kubernetes.io/config.mirror";

/** Pods that must go, and why the rest stands in the way. */
export function sortPods(
  pods: readonly KubernetesObject[],
  options: Pick<Options, "force" | "ignoreDaemonSets" | "deleteEmptyDir">,
) {
  const evict: KubernetesObject[] = [];
  const problems: string[] = [];
  const warnings: string[] = [];
  for (const pod of pods) {
    const name = `${pod.metadata?.namespace ?? ""}/${pod.metadata?.name ?? ""}`;
    const phase = (pod["status"] as { readonly phase?: string } | undefined)?.phase;
    if (pod.metadata?.annotations?.[MIRROR] !== undefined) continue;
    if (phase === "Succeeded" || phase === "Failed") {
      evict.push(pod);
      continue;
    }
    const owners = (pod.metadata?.["ownerReferences"] ?? []) as readonly {
      readonly kind: string;
      readonly controller?: boolean;
    }[];
    const volumes =
      (pod["spec"] as { readonly volumes?: readonly Readonly<Record<string, unknown>>[] } | undefined)
        ?.volumes ?? [];
    if (owners.some((owner) => owner.kind === "DaemonSet")) {
      if (options.ignoreDaemonSets) warnings.push(`Ignoring DaemonSet-managed Pod ${name}`);
      else
        problems.push(
          `cannot delete DaemonSet-managed Pod ${name} (use option ignore_daemonsets set to yes)`,
        );
      continue;
    }
    if (volumes.some((volume) => "emptyDir" in volume) && !options.deleteEmptyDir) {
      problems.push(
        `cannot delete Pod with local storage ${name} (use option delete_emptydir_data set to yes)`,
      );
      continue;
    }
    if (owners.length === 0 && !options.force) {
      problems.push(
        `cannot delete Pod not managed by ReplicationController, ReplicaSet, Job, DaemonSet or StatefulSet ${name} (use option force set to yes)`,
      );
      continue;
    }
    if (owners.length === 0) warnings.push(`Deleting Pod not managed by a controller: ${name}`);
    evict.push(pod);
  }
  return { evict, problems, warnings };
}

/** Evicts as the API lets it: a disruption budget says "429, later". */
async function evictPod(
  client: KubernetesClient,
  pods: Resource,
  pod: KubernetesObject,
  options: Options,
  deadline: number,
  signal: AbortSignal,
): Promise<void> {
  const { name = "", namespace = "" } = pod.metadata ?? {};
  const grace =
    options.gracePeriod === undefined ? {} : { deleteOptions: { gracePeriodSeconds: options.gracePeriod } };
  for (;;) {
    try {
      if (options.disableEviction)
        await client.delete(pods, name, namespace, {
          body: { apiVersion: "v1", kind: "DeleteOptions", ...(grace.deleteOptions ?? {}) },
        });
      else {
        await client.call("POST", `/api/v1/namespaces/${namespace}/pods/${name}/eviction`, {
          body: { apiVersion: "policy/v1", kind: "Eviction", metadata: { name, namespace }, ...grace },
        });
      }
      return;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return;
      if (!(error instanceof ApiError) || error.status !== 429 || Date.now() > deadline) throw error;
      await sleep(5000, signal);
    }
  }
}

async function cordon(
  client: KubernetesClient,
  nodes: Resource,
  name: string,
  unschedulable: boolean,
): Promise<void> {
  await client.patch(nodes, { name, namespace: undefined }, { spec: { unschedulable } }, "merge-patch");
}

export const k8sDrain: Module = {
  spec: {
    ...connectionSpec,
    name: { required: true },
    state: { default: "drain", choices: ["cordon", "drain", "uncordon"] },
    delete_options: { type: "dict", default: {} },
    pod_selectors: { type: "list", default: [], aliases: ["label_selectors"] },
  },
  supportsCheck: false,
  run: async (args, context): Promise<ModuleResult> => {
    const client = await context.kubernetes(args);
    const nodes = await client.find("v1", "Node");
    const pods = await client.find("v1", "Pod");
    const name = args.text("name");
    const node = nodes && (await client.get(nodes, name, undefined));
    if (nodes === undefined || pods === undefined || node === undefined)
      throw new TaskFailure(`Node ${name} not found.`);
    const isCordoned =
      (node["spec"] as { readonly unschedulable?: boolean } | undefined)?.unschedulable === true;
    const state = args.text("state");
    if (state === "cordon" || state === "uncordon") {
      const wanted = state === "cordon";
      if (isCordoned === wanted)
        return {
          changed: false,
          result: `node ${name} already marked ${wanted ? "unschedulable" : "schedulable"}.`,
        };
      await cordon(client, nodes, name, wanted);
      return { changed: true, result: `node ${name} marked ${wanted ? "unschedulable" : "schedulable"}.` };
    }
    const given = args.dict("delete_options");
    const grace = given["terminate_grace_period"];
    const options: Options = {
      force: given["force"] === true,
      ignoreDaemonSets: given["ignore_daemonsets"] === true,
      deleteEmptyDir: given["delete_emptydir_data"] === true,
      disableEviction: given["disable_eviction"] === true,
      waitTimeout: Number(given["wait_timeout"] ?? 0),
      gracePeriod: grace === undefined ? undefined : Number(grace),
    };
    const selectors = args.list("pod_selectors").map((selector) => labelTest(String(selector)));
    const onNode = (await client.list(pods, undefined, { fieldSelector: `spec.nodeName=${name}` })).filter(
      (pod) => selectors.every((matches) => matches(pod.metadata?.labels ?? {})),
    );
    const { evict, problems, warnings } = sortPods(onNode, options);
    if (problems.length > 0) throw new TaskFailure(`${problems.join(". ")}.`);
    if (!isCordoned) await cordon(client, nodes, name, true);
    await drain(client, pods, evict, options, context);
    const done =
      evict.length > 0
        ? `${evict.length} pod(s) deleted${options.disableEviction ? "" : " using evictions"}.`
        : "No pods to delete.";
    return {
      changed: !isCordoned || evict.length > 0,
      result: [
        isCordoned ? `node ${name} already marked unschedulable.` : `node ${name} marked unschedulable.`,
        done,
      ].join(" "),
      ...(warnings.length > 0 ? { warnings } : {}),
    };
  },
};

async function drain(
  client: KubernetesClient,
  pods: Resource,
  evict: readonly KubernetesObject[],
  options: Options,
  { signal }: ModuleContext,
): Promise<void> {
  const deadline =
    options.waitTimeout > 0 ? Date.now() + options.waitTimeout * 1000 : Number.POSITIVE_INFINITY;
  for (const pod of evict) await evictPod(client, pods, pod, options, deadline, signal);
  let left = evict;
  while (left.length > 0) {
    const alive: KubernetesObject[] = [];
    for (const pod of left) {
      const live = await client.get(pods, pod.metadata?.name ?? "", pod.metadata?.namespace);
      if (live !== undefined && live.metadata?.["uid"] === pod.metadata?.["uid"]) alive.push(pod);
    }
    left = alive;
    if (left.length === 0) return;
    if (Date.now() > deadline)
      throw new TaskFailure(
        `timeout reached while pods were still running: ${left.map((pod) => pod.metadata?.name ?? "").join(", ")}`,
      );
    await sleep(1000, signal);
  }
}
