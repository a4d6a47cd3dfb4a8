/** What the compiler knows about a module. */
export interface ModuleInfo {
  /** Arguments by Ansible's names, aliases included. */
  readonly params: readonly string[];
  /** Of each group at least one must be given. */
  readonly required?: readonly (readonly string[])[];
  /** Where free text goes: `command: echo hello`. */
  readonly freeForm?: string;
  /** Reads only, so that its result can be had again by whoever needs it. */
  readonly readOnly?: boolean;
  /** Arguments that name files beside the playbook. */
  readonly files?: readonly string[];
  /** Ways to take back what it did. */
  readonly undo?: "k8s" | "helm";
  /** Program on PATH that it starts. */
  readonly tool?: { readonly name: string; readonly minimum: string };
  /**
   * Raised when the module itself must act again on clusters that it has been applied to. Everything else about a new
   * version of eksplan re-runs nothing.
   */
  readonly epoch: number;
}

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
const FILE = [
  "mode",
  "owner",
  "group",
  "attributes",
  "attr",
  "selevel",
  "serole",
  "setype",
  "seuser",
  "unsafe_writes",
];
const HELM = [
  "api_key",
  "binary_path",
  "ca_cert",
  "context",
  "host",
  "kube_context",
  "kubeconfig",
  "kubeconfig_path",
  "validate_certs",
];
const COMMAND = [
  "cmd",
  "argv",
  "chdir",
  "creates",
  "removes",
  "stdin",
  "stdin_add_newline",
  "strip_empty_ends",
  "expand_argument_vars",
];
const helm = { name: "helm", minimum: "3.8" };

/** The modules of `runner/`, by full name. */
export const MODULES: Readonly<Record<string, ModuleInfo>> = {
  "ansible.builtin.assert": {
    params: ["that", "fail_msg", "msg", "success_msg", "quiet"],
    required: [["that"]],
    readOnly: true,
    epoch: 1,
  },
  "ansible.builtin.command": {
    params: COMMAND,
    required: [["cmd", "argv"]],
    freeForm: "cmd",
    epoch: 1,
  },
  "ansible.builtin.copy": {
    params: [
      "src",
      "content",
      "dest",
      "backup",
      "checksum",
      "directory_mode",
      "follow",
      "force",
      "local_follow",
      "remote_src",
      "validate",
      "decrypt",
      ...FILE,
    ],
    required: [["dest"], ["src", "content"]],
    files: ["src"],
    epoch: 1,
  },
  "ansible.builtin.debug": { params: ["msg", "var", "verbosity"], readOnly: true, epoch: 1 },
  "ansible.builtin.fail": { params: ["msg"], epoch: 1 },
  "ansible.builtin.file": {
    params: [
      "path",
      "dest",
      "name",
      "state",
      "src",
      "recurse",
      "follow",
      "force",
      "access_time",
      "access_time_format",
      "modification_time",
      "modification_time_format",
      ...FILE,
    ],
    required: [["path", "dest", "name"]],
    epoch: 1,
  },
  "ansible.builtin.get_url": {
    params: [
      "url",
      "dest",
      "backup",
      "checksum",
      "ciphers",
      "client_cert",
      "client_key",
      "decompress",
      "force",
      "force_basic_auth",
      "headers",
      "http_agent",
      "timeout",
      "tmp_dest",
      "unredirected_headers",
      "url_password",
      "password",
      "url_username",
      "username",
      "use_gssapi",
      "use_netrc",
      "use_proxy",
      "validate_certs",
      ...FILE,
    ],
    required: [["url"], ["dest"]],
    epoch: 1,
  },
  "ansible.builtin.meta": {
    params: ["_raw_params"],
    required: [["_raw_params"]],
    freeForm: "_raw_params",
    epoch: 1,
  },
  "ansible.builtin.pause": { params: ["minutes", "seconds", "prompt", "echo"], epoch: 1 },
  "ansible.builtin.script": {
    params: ["cmd", "chdir", "creates", "removes", "decrypt", "executable"],
    required: [["cmd"]],
    freeForm: "cmd",
    epoch: 1,
  },
  "ansible.builtin.set_fact": { params: ["*"], readOnly: true, epoch: 1 },
  "ansible.builtin.shell": {
    params: [
      ...COMMAND.filter(
        (name) => name !== "argv" && name !== "strip_empty_ends" && name !== "expand_argument_vars",
      ),
      "executable",
    ],
    required: [["cmd"]],
    freeForm: "cmd",
    epoch: 1,
  },
  "ansible.builtin.slurp": { params: ["src", "path"], required: [["src", "path"]], readOnly: true, epoch: 1 },
  "ansible.builtin.stat": {
    params: [
      "path",
      "dest",
      "name",
      "checksum_algorithm",
      "checksum",
      "checksum_algo",
      "follow",
      "get_attributes",
      "attr",
      "attributes",
      "get_checksum",
      "get_mime",
      "mime",
      "mime_type",
      "mime-type",
    ],
    required: [["path", "dest", "name"]],
    readOnly: true,
    epoch: 1,
  },
  "ansible.builtin.template": {
    params: [
      "src",
      "dest",
      "backup",
      "block_end_string",
      "block_start_string",
      "comment_end_string",
      "comment_start_string",
      "follow",
      "force",
      "lstrip_blocks",
      "newline_sequence",
      "output_encoding",
      "trim_blocks",
      "validate",
      "variable_end_string",
      "variable_start_string",
      ...FILE,
    ],
    required: [["src"], ["dest"]],
    files: ["src"],
    epoch: 1,
  },
  "ansible.builtin.uri": {
    params: [
      "url",
      "body",
      "body_format",
      "ca_path",
      "ciphers",
      "client_cert",
      "client_key",
      "creates",
      "decompress",
      "dest",
      "follow_redirects",
      "force",
      "force_basic_auth",
      "headers",
      "http_agent",
      "method",
      "remote_src",
      "removes",
      "return_content",
      "src",
      "status_code",
      "timeout",
      "unix_socket",
      "unredirected_headers",
      "url_password",
      "password",
      "url_username",
      "user",
      "use_gssapi",
      "use_netrc",
      "use_proxy",
      "validate_certs",
      ...FILE,
    ],
    required: [["url"]],
    epoch: 1,
  },
  "ansible.builtin.wait_for": {
    params: [
      "host",
      "port",
      "path",
      "search_regex",
      "state",
      "timeout",
      "delay",
      "sleep",
      "connect_timeout",
      "active_connection_states",
      "exclude_hosts",
      "msg",
    ],
    readOnly: true,
    epoch: 1,
  },
  "kubernetes.core.helm": {
    params: [
      "release_name",
      "name",
      "release_namespace",
      "namespace",
      "chart_ref",
      "chart_repo_url",
      "chart_version",
      "release_state",
      "state",
      "release_values",
      "values",
      "values_files",
      "set_values",
      "atomic",
      "rollback_on_failure",
      "create_namespace",
      "crds",
      "dependency_update",
      "dep_up",
      "disable_hook",
      "force",
      "history_max",
      "insecure_skip_tls_verify",
      "skip_tls_certs_check",
      "insecure_registry",
      "pass_credentials",
      "plain_http",
      "post_renderer",
      "purge",
      "purge_hooks",
      "release_description",
      "replace",
      "repo_password",
      "password",
      "chart_repo_password",
      "repo_username",
      "username",
      "chart_repo_username",
      "reset_then_reuse_values",
      "reset_values",
      "reuse_values",
      "skip_crds",
      "skip_schema_validation",
      "take_ownership",
      "timeout",
      "wait",
      "wait_for_jobs",
      "wait_timeout",
      "update_repo_cache",
      ...HELM,
    ],
    required: [
      ["release_name", "name"],
      ["release_namespace", "namespace"],
    ],
    files: ["chart_ref", "values_files"],
    undo: "helm",
    tool: helm,
    epoch: 1,
  },
  "kubernetes.core.helm_info": {
    params: [
      "release_name",
      "name",
      "release_namespace",
      "namespace",
      "release_state",
      "get_all_values",
      ...HELM,
    ],
    required: [
      ["release_name", "name"],
      ["release_namespace", "namespace"],
    ],
    readOnly: true,
    tool: helm,
    epoch: 1,
  },
  "kubernetes.core.helm_repository": {
    params: [
      "repo_name",
      "name",
      "repo_url",
      "url",
      "repo_state",
      "state",
      "repo_username",
      "username",
      "repo_password",
      "password",
      "force_update",
      "force",
      "pass_credentials",
      "insecure_skip_tls_verify",
      ...HELM,
    ],
    required: [["repo_name", "name"]],
    tool: helm,
    epoch: 1,
  },
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

/** The keys under which a task may import other tasks. */
export const IMPORTS = new Set(["import_tasks", "include_tasks", "import_role", "include_role"]);

const PREFIXES = ["ansible.builtin.", "ansible.legacy."];

/** @returns the full name of a supported module, for a full or short one */
export function moduleName(written: string): string | undefined {
  if (Object.hasOwn(MODULES, written)) return written;
  const legacy = written
    .replace(/^ansible\.legacy\./, "ansible.builtin.")
    .replace(/^community\.kubernetes\./, "kubernetes.core.");
  if (Object.hasOwn(MODULES, legacy)) return legacy;
  if (written.includes(".")) return undefined;
  return ["ansible.builtin.", "kubernetes.core."]
    .map((prefix) => prefix + written)
    .find((name) => Object.hasOwn(MODULES, name));
}

/** @returns `import_tasks` for `ansible.builtin.import_tasks`; undefined for anything else */
export function importName(written: string): string | undefined {
  const short = PREFIXES.reduce(
    (name, prefix) => (name.startsWith(prefix) ? name.slice(prefix.length) : name),
    written,
  );
  return IMPORTS.has(short) ? short : undefined;
}

/** Modules that are Terraform's business here. */
const TERRAFORMS: readonly (readonly [RegExp, string])[] = [
  [
    /(?:^|\.)eks_(?:cluster|nodegroup|fargate_profile)$/,
    "clusters, node groups and profiles belong to the cluster file",
  ],
  [
    /^(?:amazon|community)\.aws\./,
    "AWS objects belong to Terraform: write them in main.ts, or in a stack of their own",
  ],
];

/** Modules of ansible-core that are not carried out here. */
const BUILTIN = new Set(
  "add_host apt apt_key apt_repository assemble async_status blockinfile cron deb822_repository debconf dnf dnf5 dpkg_selections expect fetch find gather_facts getent git group group_by hostname import_playbook include include_vars iptables known_hosts lineinfile mount_facts package package_facts ping pip raw reboot replace rpm_key service service_facts setup subversion systemd systemd_service sysvinit tempfile unarchive user validate_argument_spec wait_for_connection yum yum_repository".split(
    " ",
  ),
);

/** @returns why a module can't be used, or undefined if it is not Ansible's at all as far as can be told */
export function unsupportedModule(written: string): string | undefined {
  const owner = TERRAFORMS.find(([pattern]) => pattern.test(written));
  if (owner !== undefined) return owner[1];
  const short = written.replace(/^ansible\.(?:builtin|legacy)\./, "");
  if (BUILTIN.has(short))
    return "use one of the modules in docs/bootstrap.md, or ansible.builtin.command with argv";
  // Any other collection may well exist; only ansible.builtin and kubernetes.core are known by heart.
  if (
    /^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_.]*$/.test(written) &&
    !/^(?:ansible\.builtin|kubernetes\.core)\./.test(written)
  )
    return "use one of the modules in docs/bootstrap.md, or ansible.builtin.command with argv";
  if (
    /^kubernetes\.core\.(?:helm_plugin|helm_plugin_info|helm_pull|helm_registry_auth|helm_template|k8s_cp|k8s_log|k8s_rollback|k8s_service|k8s_taint|kubectl|kustomize)$/.test(
      written,
    )
  )
    return "use kubernetes.core.k8s, kubernetes.core.helm, or ansible.builtin.command with argv";
  return undefined;
}
