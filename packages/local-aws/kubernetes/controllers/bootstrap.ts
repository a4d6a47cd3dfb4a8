import { adminRules, editRules, viewRules } from "../access-policies.ts";
import { builtInKinds, reviewKinds } from "../built-in-kinds.ts";
import type { Json, JsonObject } from "../json.ts";
import { namespacesKey } from "../kinds.ts";
import type { Metadata } from "../objects.ts";
import type { Controller, Round } from "./round.ts";

const rbac = "rbac.authorization.k8s.io";
const labels = { "kubernetes.io/bootstrapping": "rbac-defaults" };

const discovery = [
  "/api",
  "/api/*",
  "/apis",
  "/apis/*",
  "/healthz",
  "/livez",
  "/openapi",
  "/openapi/*",
  "/readyz",
  "/version",
  "/version/",
];
const aggregated = (name: string) => ({
  aggregationRule: {
    clusterRoleSelectors: [{ matchLabels: { [`rbac.authorization.k8s.io/aggregate-to-${name}`]: "true" } }],
  },
});

type Role = { readonly rules: readonly Json[] } & JsonObject;
const roles: Readonly<Record<string, Role>> = {
  "cluster-admin": {
    rules: [
      { apiGroups: ["*"], resources: ["*"], verbs: ["*"] },
      { nonResourceURLs: ["*"], verbs: ["*"] },
    ],
  },
  admin: { rules: adminRules as unknown as readonly Json[], ...aggregated("admin") },
  edit: { rules: editRules as unknown as readonly Json[], ...aggregated("edit") },
  view: { rules: viewRules as unknown as readonly Json[], ...aggregated("view") },
  "system:discovery": { rules: [{ nonResourceURLs: discovery, verbs: ["get"] }] },
  "system:public-info-viewer": {
    rules: [{ nonResourceURLs: ["/healthz", "/livez", "/readyz", "/version", "/version/"], verbs: ["get"] }],
  },
  "system:basic-user": {
    rules: [
      {
        apiGroups: ["authorization.k8s.io"],
        resources: ["selfsubjectaccessreviews", "selfsubjectrulesreviews"],
        verbs: ["create"],
      },
      { apiGroups: ["authentication.k8s.io"], resources: ["selfsubjectreviews"], verbs: ["create"] },
    ],
  },
  "system:auth-delegator": {
    rules: [
      { apiGroups: ["authentication.k8s.io"], resources: ["tokenreviews"], verbs: ["create"] },
      { apiGroups: ["authorization.k8s.io"], resources: ["subjectaccessreviews"], verbs: ["create"] },
    ],
  },
  "system:node": {
    rules: [
      {
        apiGroups: [""],
        resources: ["nodes", "nodes/status", "pods", "pods/status", "services", "endpoints", "events"],
        verbs: ["create", "get", "list", "patch", "update", "watch"],
      },
      {
        apiGroups: ["coordination.k8s.io"],
        resources: ["leases"],
        verbs: ["create", "get", "patch", "update"],
      },
    ],
  },
};

const bindings: Readonly<Record<string, readonly string[]>> = {
  "cluster-admin": ["system:masters"],
  "system:basic-user": ["system:authenticated"],
  "system:discovery": ["system:authenticated"],
  "system:public-info-viewer": ["system:authenticated", "system:unauthenticated"],
};

function authorization({ transaction }: Round): void {
  for (const [name, body] of Object.entries(roles)) {
    transaction.put(`clusterroles.${rbac}`, {
      apiVersion: `${rbac}/v1`,
      kind: "ClusterRole",
      metadata: { name, labels },
      ...body,
    });
  }
  for (const [name, groups] of Object.entries(bindings)) {
    transaction.put(`clusterrolebindings.${rbac}`, {
      apiVersion: `${rbac}/v1`,
      kind: "ClusterRoleBinding",
      metadata: { name, labels },
      roleRef: { apiGroup: rbac, kind: "ClusterRole", name },
      subjects: groups.map((group) => ({ apiGroup: rbac, kind: "Group", name: group })),
    });
  }
}

function apiServices({ transaction }: Round): void {
  const served = new Map(
    [...builtInKinds, ...reviewKinds].map(({ group, version }) => [
      `${version}.${group}`,
      { group, version },
    ]),
  );
  for (const [name, { group, version }] of served) {
    const metadata: Metadata = { name, labels: { "kube-aggregator.kubernetes.io/automanaged": "onstart" } };
    const spec = {
      ...(group === "" ? {} : { group }),
      version,
      groupPriorityMinimum: 17_000,
      versionPriority: 15,
    };
    transaction.put("apiservices.apiregistration.k8s.io", {
      apiVersion: "apiregistration.k8s.io/v1",
      kind: "APIService",
      metadata,
      spec,
    });
  }
}

/** What every new EKS cluster has before anybody does anything in it. */
export const bootstrap: Controller = (round) => {
  const { transaction } = round;
  if (transaction.get(namespacesKey, undefined, "kube-system") !== undefined) return;
  for (const name of ["default", "kube-node-lease", "kube-public", "kube-system"]) {
    transaction.put(namespacesKey, {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name, labels: { "kubernetes.io/metadata.name": name } },
      spec: { finalizers: ["kubernetes"] },
      status: { phase: "Active" },
    });
  }
  authorization(round);
  apiServices(round);
  for (const [name, value] of [
    ["system-cluster-critical", 2_000_000_000],
    ["system-node-critical", 2_000_001_000],
  ] as const) {
    transaction.put("priorityclasses.scheduling.k8s.io", {
      apiVersion: "scheduling.k8s.io/v1",
      kind: "PriorityClass",
      metadata: { name },
      value,
      preemptionPolicy: "PreemptLowerPriority",
    });
  }
  // Since Kubernetes 1.30 EKS makes no class the default one.
  transaction.put("storageclasses.storage.k8s.io", {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name: "gp2" },
    provisioner: "kubernetes.io/aws-ebs",
    parameters: { fsType: "ext4", type: "gp2" },
    reclaimPolicy: "Delete",
    volumeBindingMode: "WaitForFirstConsumer",
  });
  transaction.put("services", {
    apiVersion: "v1",
    kind: "Service",
    metadata: {
      name: "kubernetes",
      namespace: "default",
      labels: { component: "apiserver", provider: "kubernetes" },
    },
    spec: {
      type: "ClusterIP",
      clusterIP: "172.20.0.1",
      clusterIPs: ["172.20.0.1"],
      ipFamilies: ["IPv4"],
      ipFamilyPolicy: "SingleStack",
      internalTrafficPolicy: "Cluster",
      sessionAffinity: "None",
      ports: [{ name: "https", port: 443, protocol: "TCP", targetPort: 443 }],
    },
    status: { loadBalancer: {} },
  });
};
