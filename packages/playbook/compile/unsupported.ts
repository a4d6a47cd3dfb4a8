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
