import type { Kind } from "./kinds.ts";

const allVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"] as const;

type Row = readonly [
  kind: string,
  plural: string,
  scope: "ns" | "cluster",
  short?: string,
  subresources?: string,
  categories?: string,
];

const workload = "status,scale";
const groups: Readonly<Record<string, { readonly package: string; readonly rows: readonly Row[] }>> = {
  "/v1": {
    package: "io.k8s.api.core.v1",
    rows: [
      ["ConfigMap", "configmaps", "ns", "cm"],
      ["Endpoints", "endpoints", "ns", "ep"],
      ["Event", "events", "ns", "ev"],
      ["LimitRange", "limitranges", "ns", "limits"],
      ["Namespace", "namespaces", "cluster", "ns", "status,finalize"],
      ["Node", "nodes", "cluster", "no", "status,proxy"],
      ["PersistentVolume", "persistentvolumes", "cluster", "pv", "status"],
      ["PersistentVolumeClaim", "persistentvolumeclaims", "ns", "pvc", "status"],
      [
        "Pod",
        "pods",
        "ns",
        "po",
        "status,log,exec,attach,portforward,proxy,eviction,binding,ephemeralcontainers",
        "all",
      ],
      ["PodTemplate", "podtemplates", "ns"],
      ["ReplicationController", "replicationcontrollers", "ns", "rc", workload, "all"],
      ["ResourceQuota", "resourcequotas", "ns", "quota", "status"],
      ["Secret", "secrets", "ns"],
      ["Service", "services", "ns", "svc", "status,proxy", "all"],
      ["ServiceAccount", "serviceaccounts", "ns", "sa", "token"],
    ],
  },
  "admissionregistration.k8s.io/v1": {
    package: "io.k8s.api.admissionregistration.v1",
    rows: [
      ["MutatingWebhookConfiguration", "mutatingwebhookconfigurations", "cluster", "", "", "api-extensions"],
      ["ValidatingAdmissionPolicy", "validatingadmissionpolicies", "cluster", "", "status", "api-extensions"],
      [
        "ValidatingAdmissionPolicyBinding",
        "validatingadmissionpolicybindings",
        "cluster",
        "",
        "",
        "api-extensions",
      ],
      [
        "ValidatingWebhookConfiguration",
        "validatingwebhookconfigurations",
        "cluster",
        "",
        "",
        "api-extensions",
      ],
    ],
  },
  "apiextensions.k8s.io/v1": {
    package: "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1",
    rows: [
      [
        "CustomResourceDefinition",
        "customresourcedefinitions",
        "cluster",
        "crd,crds",
        "status",
        "api-extensions",
      ],
    ],
  },
  "apiregistration.k8s.io/v1": {
    package: "io.k8s.kube-aggregator.pkg.apis.apiregistration.v1",
    rows: [["APIService", "apiservices", "cluster", "", "status", "api-extensions"]],
  },
  "apps/v1": {
    package: "io.k8s.api.apps.v1",
    rows: [
      ["ControllerRevision", "controllerrevisions", "ns"],
      ["DaemonSet", "daemonsets", "ns", "ds", "status", "all"],
      ["Deployment", "deployments", "ns", "deploy", workload, "all"],
      ["ReplicaSet", "replicasets", "ns", "rs", workload, "all"],
      ["StatefulSet", "statefulsets", "ns", "sts", workload, "all"],
    ],
  },
  "autoscaling/v2": {
    package: "io.k8s.api.autoscaling.v2",
    rows: [["HorizontalPodAutoscaler", "horizontalpodautoscalers", "ns", "hpa", "status", "all"]],
  },
  "batch/v1": {
    package: "io.k8s.api.batch.v1",
    rows: [
      ["CronJob", "cronjobs", "ns", "cj", "status", "all"],
      ["Job", "jobs", "ns", "", "status", "all"],
    ],
  },
  "certificates.k8s.io/v1": {
    package: "io.k8s.api.certificates.v1",
    rows: [["CertificateSigningRequest", "certificatesigningrequests", "cluster", "csr", "status,approval"]],
  },
  "coordination.k8s.io/v1": { package: "io.k8s.api.coordination.v1", rows: [["Lease", "leases", "ns"]] },
  "discovery.k8s.io/v1": {
    package: "io.k8s.api.discovery.v1",
    rows: [["EndpointSlice", "endpointslices", "ns"]],
  },
  "flowcontrol.apiserver.k8s.io/v1": {
    package: "io.k8s.api.flowcontrol.v1",
    rows: [
      ["FlowSchema", "flowschemas", "cluster", "", "status"],
      ["PriorityLevelConfiguration", "prioritylevelconfigurations", "cluster", "", "status"],
    ],
  },
  "networking.k8s.io/v1": {
    package: "io.k8s.api.networking.v1",
    rows: [
      ["Ingress", "ingresses", "ns", "ing", "status"],
      ["IngressClass", "ingressclasses", "cluster"],
      ["NetworkPolicy", "networkpolicies", "ns", "netpol"],
    ],
  },
  "node.k8s.io/v1": { package: "io.k8s.api.node.v1", rows: [["RuntimeClass", "runtimeclasses", "cluster"]] },
  "policy/v1": {
    package: "io.k8s.api.policy.v1",
    rows: [["PodDisruptionBudget", "poddisruptionbudgets", "ns", "pdb", "status"]],
  },
  "rbac.authorization.k8s.io/v1": {
    package: "io.k8s.api.rbac.v1",
    rows: [
      ["ClusterRole", "clusterroles", "cluster"],
      ["ClusterRoleBinding", "clusterrolebindings", "cluster"],
      ["Role", "roles", "ns"],
      ["RoleBinding", "rolebindings", "ns"],
    ],
  },
  "scheduling.k8s.io/v1": {
    package: "io.k8s.api.scheduling.v1",
    rows: [["PriorityClass", "priorityclasses", "cluster", "pc"]],
  },
  "storage.k8s.io/v1": {
    package: "io.k8s.api.storage.v1",
    rows: [
      ["CSIDriver", "csidrivers", "cluster"],
      ["CSINode", "csinodes", "cluster"],
      ["CSIStorageCapacity", "csistoragecapacities", "ns"],
      ["StorageClass", "storageclasses", "cluster", "sc"],
      ["VolumeAttachment", "volumeattachments", "cluster", "", "status"],
    ],
  },
};

const words = (text = "") => text.split(",").filter((word) => word !== "");

function kindOfRow(groupVersion: string, definitions: string, row: Row): Kind {
  const [kind, plural, scope, short, subresources, categories] = row;
  const [group = "", version = ""] = groupVersion.split("/");
  return {
    group,
    version,
    kind,
    plural,
    singular: kind.toLowerCase(),
    shortNames: words(short),
    categories: words(categories),
    namespaced: scope === "ns",
    verbs: allVerbs,
    subresources: words(subresources),
    definition: `${definitions}.${kind}`,
  };
}

/** What every cluster serves, in the order of discovery. */
export const builtInKinds: readonly Kind[] = Object.entries(groups).flatMap(
  ([groupVersion, { package: definitions, rows }]) =>
    rows.map((row) => kindOfRow(groupVersion, definitions, row)),
);

/** Kinds that are questions, not objects: they are answered on POST and never stored. */
export const reviewKinds: readonly Kind[] = (
  [
    ["authentication.k8s.io", "SelfSubjectReview", "selfsubjectreviews", false],
    ["authentication.k8s.io", "TokenReview", "tokenreviews", false],
    ["authorization.k8s.io", "LocalSubjectAccessReview", "localsubjectaccessreviews", true],
    ["authorization.k8s.io", "SelfSubjectAccessReview", "selfsubjectaccessreviews", false],
    ["authorization.k8s.io", "SelfSubjectRulesReview", "selfsubjectrulesreviews", false],
    ["authorization.k8s.io", "SubjectAccessReview", "subjectaccessreviews", false],
  ] as const
).map(([group, kind, plural, namespaced]) => ({
  group,
  version: "v1",
  kind,
  plural,
  singular: kind.toLowerCase(),
  shortNames: [],
  categories: [],
  namespaced,
  verbs: ["create"],
  subresources: [],
  definition: `io.k8s.api.${group.split(".")[0]}.v1.${kind}`,
}));
