import { age } from "./age.ts";
import {
  type Cell,
  containers,
  count,
  created,
  duration,
  external,
  images,
  modes,
  nodeAddress,
  nodeStatus,
  podReady,
  podStatus,
  ready,
  role,
  selector,
  servicePorts,
  size,
  text,
} from "./cells.ts";
import { at, listAt, numberAt, textAt } from "./json.ts";

type Columns = Readonly<Record<string, Cell>>;

export const Age = { Age: created };
const wide = {
  "Containers+": containers,
  "Images+": images,
  "Selector+": selector("spec", "selector", "matchLabels"),
};

/** Columns by kind, in kubectl's order; a name that ends in `+` is shown with `-o wide` only. */
export const cellsByKind: Readonly<Record<string, Columns>> = {
  pods: {
    Ready: podReady,
    Status: podStatus,
    Restarts: () => "0",
    ...Age,
    "IP+": text("status", "podIP"),
    "Node+": text("spec", "nodeName"),
    "Nominated Node+": text("status", "nominatedNodeName"),
    "Readiness Gates+": () => "<none>",
  },
  nodes: {
    Status: nodeStatus,
    Roles: () => "<none>",
    ...Age,
    Version: text("status", "nodeInfo", "kubeletVersion"),
    "Internal-IP+": nodeAddress("InternalIP"),
    "External-IP+": nodeAddress("ExternalIP"),
    "OS-Image+": text("status", "nodeInfo", "osImage"),
    "Kernel-Version+": text("status", "nodeInfo", "kernelVersion"),
    "Container-Runtime+": text("status", "nodeInfo", "containerRuntimeVersion"),
  },
  namespaces: { Status: text("status", "phase"), ...Age },
  services: {
    Type: text("spec", "type"),
    "Cluster-IP": text("spec", "clusterIP"),
    "External-IP": external,
    "Port(s)": servicePorts,
    ...Age,
    "Selector+": selector("spec", "selector"),
  },
  endpoints: {
    Endpoints: (object) =>
      listAt(object, "subsets")
        .flatMap((subset) =>
          listAt(subset, "addresses").flatMap((one) =>
            listAt(subset, "ports").map((port) => `${textAt(one, "ip")}:${numberAt(port, "port")}`),
          ),
        )
        .join(",") || "<none>",
    ...Age,
  },
  configmaps: { Data: size("data"), ...Age },
  secrets: { Type: text("type"), Data: size("data"), ...Age },
  serviceaccounts: { Secrets: (object) => listAt(object, "secrets").length, ...Age },
  events: {
    "Last Seen": (object, now) => age(textAt(object, "lastTimestamp"), now),
    Type: text("type"),
    Reason: text("reason"),
    Object: (object) =>
      `${(textAt(object, "involvedObject", "kind") ?? "").toLowerCase()}/${textAt(object, "involvedObject", "name")}`,
    Message: text("message"),
  },
  persistentvolumes: {
    Capacity: text("spec", "capacity", "storage"),
    "Access Modes": modes,
    "Reclaim Policy": text("spec", "persistentVolumeReclaimPolicy"),
    Status: text("status", "phase"),
    Claim: (object) =>
      `${textAt(object, "spec", "claimRef", "namespace") ?? ""}/${textAt(object, "spec", "claimRef", "name") ?? ""}`,
    StorageClass: text("spec", "storageClassName"),
    ...Age,
  },
  persistentvolumeclaims: {
    Status: text("status", "phase"),
    Volume: text("spec", "volumeName"),
    Capacity: text("status", "capacity", "storage"),
    "Access Modes": modes,
    StorageClass: text("spec", "storageClassName"),
    ...Age,
  },
  "deployments.apps": {
    Ready: ready,
    "Up-to-date": count("status", "updatedReplicas"),
    Available: count("status", "availableReplicas"),
    ...Age,
    ...wide,
  },
  "replicasets.apps": {
    Desired: count("spec", "replicas"),
    Current: count("status", "replicas"),
    Ready: count("status", "readyReplicas"),
    ...Age,
    ...wide,
  },
  "statefulsets.apps": { Ready: ready, ...Age, "Containers+": containers, "Images+": images },
  "daemonsets.apps": {
    Desired: count("status", "desiredNumberScheduled"),
    Current: count("status", "currentNumberScheduled"),
    Ready: count("status", "numberReady"),
    "Up-to-date": count("status", "updatedNumberScheduled"),
    Available: count("status", "numberAvailable"),
    "Node Selector": selector("spec", "template", "spec", "nodeSelector"),
    ...Age,
    ...wide,
  },
  "jobs.batch": {
    Status: (object) =>
      textAt(
        listAt(object, "status", "conditions").find((one) => textAt(one, "status") === "True"),
        "type",
      ) ?? "Running",
    Completions: (object) =>
      `${numberAt(object, "status", "succeeded") ?? 0}/${numberAt(object, "spec", "completions") ?? 1}`,
    Duration: duration,
    ...Age,
    ...wide,
  },
  "cronjobs.batch": {
    Schedule: text("spec", "schedule"),
    Timezone: text("spec", "timeZone"),
    Suspend: text("spec", "suspend"),
    Active: (object) => listAt(object, "status", "active").length,
    "Last Schedule": text("status", "lastScheduleTime"),
    ...Age,
  },
  "ingresses.networking.k8s.io": {
    Class: text("spec", "ingressClassName"),
    Hosts: (object) =>
      listAt(object, "spec", "rules")
        .map((rule) => textAt(rule, "host") ?? "*")
        .join(",") || "*",
    Address: (object) =>
      listAt(object, "status", "loadBalancer", "ingress")
        .map((one) => textAt(one, "hostname"))
        .join(","),
    Ports: (object) => (listAt(object, "spec", "tls").length > 0 ? "80, 443" : "80"),
    ...Age,
  },
  "networkpolicies.networking.k8s.io": {
    "Pod-Selector": selector("spec", "podSelector", "matchLabels"),
    ...Age,
  },
  "storageclasses.storage.k8s.io": {
    Provisioner: text("provisioner"),
    ReclaimPolicy: text("reclaimPolicy"),
    VolumeBindingMode: text("volumeBindingMode"),
    AllowVolumeExpansion: (object) => at(object, "allowVolumeExpansion") === true,
    ...Age,
  },
  "poddisruptionbudgets.policy": {
    "Min Available": text("spec", "minAvailable"),
    "Max Unavailable": text("spec", "maxUnavailable"),
    "Allowed Disruptions": count("status", "disruptionsAllowed"),
    ...Age,
  },
  "horizontalpodautoscalers.autoscaling": {
    Reference: (object) =>
      `${textAt(object, "spec", "scaleTargetRef", "kind")}/${textAt(object, "spec", "scaleTargetRef", "name")}`,
    Targets: () => "<unknown>",
    MinPods: count("spec", "minReplicas"),
    MaxPods: count("spec", "maxReplicas"),
    Replicas: count("status", "currentReplicas"),
    ...Age,
  },
  "rolebindings.rbac.authorization.k8s.io": { Role: role, ...Age },
  "clusterrolebindings.rbac.authorization.k8s.io": { Role: role, ...Age },
  "roles.rbac.authorization.k8s.io": { "Created At": text("metadata", "creationTimestamp") },
  "clusterroles.rbac.authorization.k8s.io": { "Created At": text("metadata", "creationTimestamp") },
  "customresourcedefinitions.apiextensions.k8s.io": { "Created At": text("metadata", "creationTimestamp") },
  "apiservices.apiregistration.k8s.io": {
    Service: (object) =>
      textAt(object, "spec", "service", "name") === undefined
        ? "Local"
        : `${textAt(object, "spec", "service", "namespace")}/${textAt(object, "spec", "service", "name")}`,
    Available: (object) => textAt(listAt(object, "status", "conditions")[0], "status") ?? "Unknown",
    ...Age,
  },
  "leases.coordination.k8s.io": { Holder: text("spec", "holderIdentity"), ...Age },
  "endpointslices.discovery.k8s.io": {
    AddressType: text("addressType"),
    Ports: (object) =>
      listAt(object, "ports")
        .map((port) => numberAt(port, "port"))
        .join(",") || "<unset>",
    Endpoints: (object) =>
      listAt(object, "endpoints")
        .flatMap((one) => listAt(one, "addresses"))
        .join(",") || "<unset>",
    ...Age,
  },
  "priorityclasses.scheduling.k8s.io": {
    Value: count("value"),
    "Global-Default": (object) => at(object, "globalDefault") === true,
    ...Age,
  },
};
