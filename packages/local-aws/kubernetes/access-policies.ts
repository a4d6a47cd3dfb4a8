import type { Rule } from "./authorize.ts";

const read = ["get", "list", "watch"];
const write = ["create", "delete", "deletecollection", "patch", "update"];
const workloads: readonly (readonly [readonly string[], readonly string[]])[] = [
  [
    ["apps"],
    [
      "controllerrevisions",
      "daemonsets",
      "deployments",
      "deployments/scale",
      "replicasets",
      "replicasets/scale",
      "statefulsets",
      "statefulsets/scale",
    ],
  ],
  [["autoscaling"], ["horizontalpodautoscalers"]],
  [["batch"], ["cronjobs", "jobs"]],
  [["discovery.k8s.io"], ["endpointslices"]],
  [["networking.k8s.io"], ["ingresses", "networkpolicies"]],
  [["policy"], ["poddisruptionbudgets"]],
];
const core = [
  "configmaps",
  "endpoints",
  "events",
  "persistentvolumeclaims",
  "pods",
  "replicationcontrollers",
  "replicationcontrollers/scale",
  "serviceaccounts",
  "services",
];
const coreReadOnly = [
  "bindings",
  "limitranges",
  "namespaces",
  "namespaces/status",
  "persistentvolumeclaims/status",
  "pods/log",
  "pods/status",
  "resourcequotas",
  "resourcequotas/status",
  "services/status",
];
const streams = ["pods/attach", "pods/exec", "pods/portforward", "pods/proxy", "services/proxy"];

/** What the user-facing role `view` may do in a namespace: no secrets, no roles. */
export const viewRules: readonly Rule[] = [
  { apiGroups: [""], resources: [...core, ...coreReadOnly], verbs: read },
  ...workloads.map(([apiGroups, resources]) => ({
    apiGroups,
    resources: [...resources, ...resources.filter((one) => !one.includes("/")).map((one) => `${one}/status`)],
    verbs: read,
  })),
];

export const editRules: readonly Rule[] = [
  ...viewRules,
  { apiGroups: [""], resources: [...streams, "secrets"], verbs: read },
  { apiGroups: [""], resources: ["serviceaccounts"], verbs: ["impersonate"] },
  { apiGroups: [""], resources: ["serviceaccounts/token", "pods/eviction"], verbs: ["create"] },
  {
    apiGroups: [""],
    resources: [...core, "secrets", "pods/attach", "pods/exec", "pods/portforward", "pods/proxy"],
    verbs: write,
  },
  ...workloads
    .filter(([[group]]) => group !== "discovery.k8s.io")
    .map(([apiGroups, resources]) => ({ apiGroups, resources, verbs: write })),
  { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: [...read, ...write] },
];

export const adminRules: readonly Rule[] = [
  ...editRules,
  { apiGroups: ["authorization.k8s.io"], resources: ["localsubjectaccessreviews"], verbs: ["create"] },
  {
    apiGroups: ["rbac.authorization.k8s.io"],
    resources: ["rolebindings", "roles"],
    verbs: [...read, ...write],
  },
];

const everything: readonly Rule[] = [
  { apiGroups: ["*"], resources: ["*"], nonResourceURLs: ["*"], verbs: ["*"] },
];
const everythingRead: readonly Rule[] = [
  { apiGroups: ["*"], resources: ["*"], nonResourceURLs: ["*"], verbs: read },
];

const policies: Readonly<Record<string, readonly Rule[]>> = {
  AmazonEKSClusterAdminPolicy: everything,
  AmazonEKSAdminPolicy: adminRules,
  AmazonEKSEditPolicy: editRules,
  AmazonEKSViewPolicy: viewRules,
  AmazonEKSAdminViewPolicy: everythingRead,
};

/** Rules of an EKS access policy by its ARN; undefined for those that only AWS's own principals get. */
export const accessPolicyRules = (policyArn: string): readonly Rule[] | undefined =>
  policies[policyArn.split("/").at(-1) ?? ""];
