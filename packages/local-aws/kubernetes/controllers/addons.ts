import { parse } from "yaml";
import { remove } from "../deletion.ts";
import { isObject, type JsonObject, listAt, numberAt, objectAt } from "../json.ts";
import { keyOf, namespacesKey } from "../kinds.ts";
import type { KubeObject } from "../objects.ts";
import { applyObject } from "../resources.ts";
import { type Addon, type AddonWorkload, addonCatalogue } from "./addon-catalogue.ts";
import { type Controller, isBeingDeleted, type Round } from "./round.ts";

/** The name under which EKS applies add-ons. */
const manager = "eks";

const excludesFargate: JsonObject = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [
        {
          matchExpressions: [
            { key: "kubernetes.io/os", operator: "In", values: ["linux"] },
            {
              key: "eks.amazonaws.com/compute-type",
              operator: "NotIn",
              values: ["fargate", "hybrid", "auto"],
            },
          ],
        },
      ],
    },
  },
};

/** Of an add-on's own settings, those that decide where and how often its pods run. */
function placement(settings: JsonObject): JsonObject {
  const kept = ["nodeSelector", "tolerations", "affinity"].filter((key) => settings[key] !== undefined);
  return Object.fromEntries(kept.map((key) => [key, settings[key]]));
}

function workload(one: AddonWorkload, namespace: string, version: string, settings: JsonObject): JsonObject {
  const labels = { [one.label[0]]: one.label[1] };
  const tolerations =
    one.everywhere === true ? [{ operator: "Exists" }] : [{ key: "CriticalAddonsOnly", operator: "Exists" }];
  const replicas = numberAt(settings, "replicaCount") ?? one.replicas;
  return {
    apiVersion: "apps/v1",
    kind: one.kind,
    metadata: { name: one.name, namespace, labels: { ...labels, "app.kubernetes.io/managed-by": "EKS" } },
    spec: {
      ...(replicas === undefined ? {} : { replicas }),
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: one.serviceAccount,
          priorityClassName: one.kind === "DaemonSet" ? "system-node-critical" : "system-cluster-critical",
          tolerations,
          ...(one.hostNetwork === true ? { hostNetwork: true } : {}),
          ...(one.linuxOnly === true ? { affinity: excludesFargate } : {}),
          ...placement(settings),
          containers: one.containers.map((name) => ({ name, image: `local/eks/${name}:${version}` })),
        },
      },
    },
  };
}

function objectsOf(addon: Addon, version: string, settings: JsonObject): readonly JsonObject[] {
  const { namespace } = addon;
  const accounts = [...new Set(addon.workloads.map(({ serviceAccount }) => serviceAccount))].filter(
    (name) => name !== "default",
  );
  return [
    ...(namespace === "kube-system"
      ? []
      : [{ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } }]),
    ...accounts.map((name) => ({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } })),
    ...(addon.objects ?? []),
    ...addon.workloads.map((one) => workload(one, namespace, version, settings)),
  ];
}

function settingsOf(values: string | undefined): JsonObject {
  if (values === undefined) return {};
  try {
    const parsed: unknown = parse(values);
    return isObject(parsed) ? parsed : {};
  } catch {
    // EKS checks the values against the add-on's schema before they get here.
    return {};
  }
}

const isOurs = (object: KubeObject) =>
  listAt(object, "metadata", "managedFields").some(
    (entry) => isObject(entry) && entry["manager"] === manager,
  );

/** Puts the add-on's objects in; what somebody else set in them stays. */
function install(
  { transaction, registry }: Round,
  addon: Addon,
  version: string,
  settings: JsonObject,
): void {
  for (const body of objectsOf(addon, version, settings)) {
    const kind = registry.byKind(String(body["apiVersion"]), String(body["kind"]));
    if (kind === undefined) continue;
    const namespace = kind.namespaced ? addon.namespace : undefined;
    const before = transaction.get(keyOf(kind), namespace, String(objectAt(body, "metadata")["name"]));
    if (before !== undefined && isBeingDeleted(before)) continue;
    const owner = namespace === undefined ? undefined : transaction.get(namespacesKey, undefined, namespace);
    if (namespace !== undefined && (owner === undefined || isBeingDeleted(owner))) continue;
    applyObject(transaction, kind, namespace, before, body, true, {
      manager,
      fieldValidation: "Strict",
      warnings: [],
    });
  }
}

function uninstall({ transaction, registry }: Round, addon: Addon): void {
  for (const body of objectsOf(addon, "", {}).toReversed()) {
    const kind = registry.byKind(String(body["apiVersion"]), String(body["kind"]));
    if (kind === undefined) continue;
    const found = transaction.get(
      keyOf(kind),
      kind.namespaced ? addon.namespace : undefined,
      String(objectAt(body, "metadata")["name"]),
    );
    if (found !== undefined && isOurs(found) && !isBeingDeleted(found))
      remove(transaction, kind, found, "Background", registry);
  }
}

/** The self-managed add-ons once, in a new cluster; EKS's own as long as they are there. */
export const addons: Controller = (round) => {
  const { surroundings, isFirst } = round;
  if (!isFirst) return;
  const present = new Map(
    surroundings.addons.filter(({ status }) => status !== "DELETING").map((addon) => [addon.name, addon]),
  );
  for (const [name, addon] of Object.entries(addonCatalogue)) {
    const managed = present.get(name);
    if (managed !== undefined) {
      // As in life, EKS looks at an add-on's objects when it is changed, and not in between.
      const before = surroundings.addonsBefore.get(name);
      const isSame =
        before !== undefined &&
        before.status !== "DELETING" &&
        before.version === managed.version &&
        before.configurationValues === managed.configurationValues;
      if (!isSame) install(round, addon, managed.version, settingsOf(managed.configurationValues));
    } else if (surroundings.selfManagedAddons.includes(name)) {
      for (const body of objectsOf(addon, "default", {})) selfManaged(round, addon, body);
    } else if (!surroundings.preservedAddons.includes(name) && isInstalled(round, addon))
      uninstall(round, addon);
  }
};

function selfManaged({ transaction, registry }: Round, addon: Addon, body: JsonObject): void {
  const kind = registry.byKind(String(body["apiVersion"]), String(body["kind"]));
  if (kind === undefined) return;
  const namespace = kind.namespaced ? addon.namespace : undefined;
  const name = String(objectAt(body, "metadata")["name"]);
  if (transaction.get(keyOf(kind), namespace, name) !== undefined) return;
  applyObject(transaction, kind, namespace, undefined, body, true, {
    manager: "kubectl-client-side-apply",
    fieldValidation: "Strict",
    warnings: [],
  });
}

function isInstalled({ transaction }: Round, addon: Addon): boolean {
  return addon.workloads.some(({ kind, name }) => {
    const found = transaction.get(
      kind === "DaemonSet" ? "daemonsets.apps" : "deployments.apps",
      addon.namespace,
      name,
    );
    return found !== undefined && isOurs(found);
  });
}
