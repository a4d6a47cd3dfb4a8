import { filled, inside, mapList } from "./fill.ts";
import { type Json, type JsonObject, objectAt, textAt } from "./json.ts";
import { type Kind, keyOf } from "./kinds.ts";
import type { KubeObject } from "./objects.ts";
import { podSpec } from "./pod-defaults.ts";

const template = (spec: JsonObject, values: JsonObject = {}): JsonObject =>
  inside(spec, "template", (one) => inside(one, "spec", (pod) => podSpec(filled(pod, values))));

const rolling = (updateStrategy: JsonObject, rollingUpdate: JsonObject): JsonObject => {
  const typed = filled(updateStrategy, { type: "RollingUpdate" });
  return typed["type"] === "RollingUpdate"
    ? { ...typed, rollingUpdate: filled(objectAt(typed, "rollingUpdate"), rollingUpdate) }
    : typed;
};

const jobSpec = (spec: JsonObject): JsonObject =>
  filled(template(spec), {
    completions: 1,
    parallelism: 1,
    backoffLimit: 6,
    completionMode: "NonIndexed",
    suspend: false,
    manualSelector: false,
    podReplacementPolicy: "TerminatingOrFailed",
  });

function service(spec: JsonObject): JsonObject {
  const typed = filled(spec, { type: "ClusterIP", sessionAffinity: "None" });
  const ports = mapList(typed, "ports", (port) => {
    const { nodePort, targetPort, ...rest } = filled(port, { protocol: "TCP" });
    const isSet = (value: Json | undefined) =>
      value !== undefined && value !== 0 && value !== "" && value !== null;
    return {
      ...rest,
      targetPort: isSet(targetPort) ? targetPort : rest["port"],
      ...(isSet(nodePort) ? { nodePort } : {}),
    };
  });
  if (typed["type"] === "ExternalName") return ports;
  return filled(ports, {
    internalTrafficPolicy: "Cluster",
    ...(typed["type"] === "ClusterIP" ? {} : { externalTrafficPolicy: "Cluster" }),
    ...(typed["type"] === "LoadBalancer" ? { allocateLoadBalancerNodePorts: true } : {}),
  });
}

const webhooks = (object: JsonObject, extra: JsonObject): JsonObject =>
  mapList(object, "webhooks", (hook) =>
    filled(
      mapList(
        inside(hook, "clientConfig", (config) =>
          inside(config, "service", (one) => filled(one, { port: 443 })),
        ),
        "rules",
        (rule) => filled(rule, { scope: "*" }),
      ),
      {
        failurePolicy: "Fail",
        matchPolicy: "Equivalent",
        namespaceSelector: {},
        objectSelector: {},
        timeoutSeconds: 10,
        ...extra,
      },
    ),
  );

function secret(object: JsonObject): JsonObject {
  const { stringData, ...rest } = object;
  const encoded = Object.entries(objectAt({ stringData }, "stringData")).map(
    ([key, value]) => [key, Buffer.from(String(value)).toString("base64")] as const,
  );
  const data =
    encoded.length === 0
      ? rest
      : { ...rest, data: { ...objectAt(rest, "data"), ...Object.fromEntries(encoded) } };
  return filled(data, { type: "Opaque" });
}

const group = "rbac.authorization.k8s.io";
const binding = (object: JsonObject): JsonObject =>
  mapList(
    inside(object, "roleRef", (ref) => filled(ref, { apiGroup: group })),
    "subjects",
    (subject) => (subject["kind"] === "ServiceAccount" ? subject : filled(subject, { apiGroup: group })),
  );

const ofSpec = (change: (spec: JsonObject) => JsonObject) => (object: JsonObject) => ({
  ...object,
  spec: change(objectAt(object, "spec")),
});

const byKind: Readonly<Record<string, (object: JsonObject) => JsonObject>> = {
  pods: ofSpec((spec) => filled(podSpec(spec), { enableServiceLinks: true })),
  podtemplates: (object) => template(object),
  secrets: secret,
  services: ofSpec(service),
  namespaces: (object) => ({
    ...object,
    metadata: {
      ...objectAt(object, "metadata"),
      labels: {
        ...objectAt(object, "metadata", "labels"),
        "kubernetes.io/metadata.name": textAt(object, "metadata", "name"),
      },
    },
    spec: filled(objectAt(object, "spec"), { finalizers: ["kubernetes"] }),
    status: filled(objectAt(object, "status"), { phase: "Active" }),
  }),
  persistentvolumeclaims: ofSpec((spec) => filled(spec, { volumeMode: "Filesystem" })),
  persistentvolumes: ofSpec((spec) =>
    filled(spec, { volumeMode: "Filesystem", persistentVolumeReclaimPolicy: "Retain" }),
  ),
  "storageclasses.storage.k8s.io": (object) =>
    filled(object, { reclaimPolicy: "Delete", volumeBindingMode: "Immediate" }),
  "csidrivers.storage.k8s.io": ofSpec((spec) =>
    filled(spec, {
      attachRequired: true,
      podInfoOnMount: false,
      storageCapacity: false,
      fsGroupPolicy: "ReadWriteOnceWithFSType",
      volumeLifecycleModes: ["Persistent"],
      requiresRepublish: false,
      seLinuxMount: false,
    }),
  ),
  "deployments.apps": ofSpec((spec) =>
    filled(
      {
        ...template(spec),
        strategy: rolling(objectAt(spec, "strategy"), { maxUnavailable: "25%", maxSurge: "25%" }),
      },
      { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 },
    ),
  ),
  "replicasets.apps": ofSpec((spec) => filled(template(spec), { replicas: 1 })),
  replicationcontrollers: ofSpec((spec) => filled(template(spec), { replicas: 1 })),
  "statefulsets.apps": ofSpec((spec) =>
    filled(
      { ...template(spec), updateStrategy: rolling(objectAt(spec, "updateStrategy"), { partition: 0 }) },
      {
        replicas: 1,
        revisionHistoryLimit: 10,
        podManagementPolicy: "OrderedReady",
        persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
      },
    ),
  ),
  "daemonsets.apps": ofSpec((spec) =>
    filled(
      {
        ...template(spec),
        updateStrategy: rolling(objectAt(spec, "updateStrategy"), { maxSurge: 0, maxUnavailable: 1 }),
      },
      { revisionHistoryLimit: 10 },
    ),
  ),
  "jobs.batch": ofSpec(jobSpec),
  "cronjobs.batch": ofSpec((spec) =>
    filled(
      inside(spec, "jobTemplate", (one) => inside(one, "spec", (job) => template(job))),
      {
        concurrencyPolicy: "Allow",
        suspend: false,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 1,
      },
    ),
  ),
  "rolebindings.rbac.authorization.k8s.io": binding,
  "clusterrolebindings.rbac.authorization.k8s.io": binding,
  "networkpolicies.networking.k8s.io": ofSpec((spec) =>
    filled(spec, { policyTypes: ["Ingress", ...(spec["egress"] === undefined ? [] : ["Egress"])] }),
  ),
  "horizontalpodautoscalers.autoscaling": ofSpec((spec) => filled(spec, { minReplicas: 1 })),
  "priorityclasses.scheduling.k8s.io": (object) =>
    filled(object, { preemptionPolicy: "PreemptLowerPriority" }),
  "mutatingwebhookconfigurations.admissionregistration.k8s.io": (object) =>
    webhooks(object, { reinvocationPolicy: "Never" }),
  "validatingwebhookconfigurations.admissionregistration.k8s.io": (object) => webhooks(object, {}),
  "apiservices.apiregistration.k8s.io": ofSpec((spec) =>
    inside(spec, "service", (one) => filled(one, { port: 443 })),
  ),
  "customresourcedefinitions.apiextensions.k8s.io": ofSpec((spec) => {
    const names = objectAt(spec, "names");
    const kind = textAt(names, "kind") ?? "";
    return filled(
      { ...spec, names: filled(names, { singular: kind.toLowerCase(), listKind: `${kind}List` }) },
      { conversion: { strategy: "None" } },
    );
  }),
};

/** A built-in kind's object with the values that Kubernetes gives to what was left out. */
export function withDefaults(kind: Kind, object: KubeObject): KubeObject {
  const change = kind.custom === undefined ? byKind[keyOf(kind)] : undefined;
  return change === undefined ? object : (change(object) as KubeObject);
}
