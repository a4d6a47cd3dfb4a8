import { isObject, type Json, type JsonObject, listAt, objectAt, textAt } from "./json.ts";
import { type Kind, keyOf } from "./kinds.ts";
import type { KubeObject } from "./objects.ts";

/** Members that are missing, or that a binary body gives as zero, get these values. */
function filled(object: JsonObject, values: JsonObject): JsonObject {
  const missing = Object.entries(values).filter(([key]) => object[key] === undefined || object[key] === null);
  return missing.length === 0 ? object : { ...object, ...Object.fromEntries(missing) };
}

const mapList = (object: JsonObject, key: string, change: (item: JsonObject) => JsonObject): JsonObject =>
  Array.isArray(object[key])
    ? { ...object, [key]: listAt(object, key).map((item) => (isObject(item) ? change(item) : item)) }
    : object;

const inside = (object: JsonObject, key: string, change: (value: JsonObject) => JsonObject): JsonObject =>
  isObject(object[key]) ? { ...object, [key]: change(objectAt(object, key)) } : object;

function container(value: JsonObject): JsonObject {
  const image = textAt(value, "image") ?? "";
  const isLatest = !/[:@][^/]*$/.test(image) || image.endsWith(":latest");
  const probe = (one: JsonObject) =>
    filled(
      inside(one, "httpGet", (get) => filled(get, { path: "/", scheme: "HTTP" })),
      { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 },
    );
  const probes = ["livenessProbe", "readinessProbe", "startupProbe"].reduce(
    (one, key) => inside(one, key, probe),
    value,
  );
  return filled(
    mapList(probes, "ports", (port) => filled(port, { protocol: "TCP" })),
    {
      resources: {},
      terminationMessagePath: "/dev/termination-log",
      terminationMessagePolicy: "File",
      imagePullPolicy: isLatest ? "Always" : "IfNotPresent",
    },
  );
}

const volumeModes: Readonly<Record<string, number>> = {
  configMap: 420,
  secret: 420,
  downwardAPI: 420,
  projected: 420,
};

function volume(value: JsonObject): JsonObject {
  const withModes = Object.entries(volumeModes).reduce<JsonObject>(
    (one, [key, defaultMode]) => inside(one, key, (source) => filled(source, { defaultMode })),
    value,
  );
  const typed = inside(withModes, "hostPath", (source) => filled(source, { type: "" }));
  return Object.keys(typed).length > 1 ? typed : { ...typed, emptyDir: {} };
}

export function podSpec(spec: JsonObject): JsonObject {
  const containers = ["containers", "initContainers"].reduce(
    (one, key) => mapList(one, key, container),
    spec,
  );
  const account = textAt(spec, "serviceAccountName") ?? textAt(spec, "serviceAccount");
  return filled(mapList(containers, "volumes", volume), {
    restartPolicy: "Always",
    terminationGracePeriodSeconds: 30,
    dnsPolicy: "ClusterFirst",
    securityContext: {},
    schedulerName: "default-scheduler",
    ...(account === undefined ? {} : { serviceAccountName: account, serviceAccount: account }),
  });
}

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
