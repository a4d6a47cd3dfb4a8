import type { ModuleInfo } from "./module-info.ts";

const KUBERNETES = [
  "api_key",
  "ca_cert",
  "client_cert",
  "client_key",
  "context",
  "host",
  "impersonate_groups",
  "impersonate_user",
  "kubeconfig",
  "no_proxy",
  "password",
  "persist_config",
  "proxy",
  "proxy_headers",
  "username",
  "validate_certs",
];

const WAIT = ["wait", "wait_condition", "wait_sleep", "wait_timeout"];

const OBJECT = ["api_version", "api", "version", "kind", "name", "namespace"];

/** Modules of kubernetes.core for objects. */
export const KUBERNETES_MODULES: Readonly<Record<string, ModuleInfo>> = {
  "kubernetes.core.k8s": {
    params: [
      "definition",
      "inline",
      "resource_definition",
      "src",
      "template",
      "state",
      "apply",
      "server_side_apply",
      "append_hash",
      "continue_on_error",
      "delete_all",
      "delete_options",
      "force",
      "generate_name",
      "hidden_fields",
      "label_selectors",
      "merge_type",
      "validate",
      ...OBJECT,
      ...WAIT,
      ...KUBERNETES,
    ],
    required: [["definition", "inline", "resource_definition", "src", "template", "kind"]],
    files: ["src", "template"],
    undo: "k8s",
    epoch: 1,
  },
  "kubernetes.core.k8s_cluster_info": {
    params: ["invalidate_cache", ...KUBERNETES],
    readOnly: true,
    epoch: 1,
  },
  "kubernetes.core.k8s_drain": {
    params: ["name", "state", "delete_options", "pod_selectors", ...KUBERNETES],
    required: [["name"]],
    epoch: 1,
  },
  "kubernetes.core.k8s_exec": {
    params: ["namespace", "pod", "container", "command", ...KUBERNETES],
    required: [["namespace"], ["pod"], ["command"]],
    epoch: 1,
  },
  "kubernetes.core.k8s_info": {
    params: ["field_selectors", "hidden_fields", "label_selectors", ...OBJECT, ...WAIT, ...KUBERNETES],
    required: [["kind"]],
    readOnly: true,
    epoch: 1,
  },
  "kubernetes.core.k8s_json_patch": {
    params: ["patch", "hidden_fields", ...OBJECT, ...WAIT, ...KUBERNETES],
    required: [["kind"], ["name"], ["patch"]],
    epoch: 1,
  },
  "kubernetes.core.k8s_scale": {
    params: [
      "replicas",
      "current_replicas",
      "resource_version",
      "continue_on_error",
      "definition",
      "inline",
      "resource_definition",
      "src",
      "label_selectors",
      ...OBJECT,
      "wait",
      "wait_sleep",
      "wait_timeout",
      ...KUBERNETES,
    ],
    required: [["replicas"]],
    files: ["src"],
    epoch: 1,
  },
};
