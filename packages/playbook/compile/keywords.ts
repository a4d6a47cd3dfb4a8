/** What Ansible calls the level at which a keyword stands. */
export type Level = "play" | "block" | "task" | "role" | "handler";

const BASE = [
  "name",
  "vars",
  "environment",
  "module_defaults",
  "no_log",
  "check_mode",
  "diff",
  "ignore_errors",
  "timeout",
  "tags",
];

const TASK = [
  ...BASE,
  "args",
  "when",
  "loop",
  "loop_control",
  "register",
  "changed_when",
  "failed_when",
  "until",
  "retries",
  "delay",
  "notify",
];

/** Keywords that this compiler carries out. */
export const SUPPORTED: Readonly<Record<Level, ReadonlySet<string>>> = {
  play: new Set([
    ...BASE,
    "hosts",
    "connection",
    "gather_facts",
    "vars_files",
    "pre_tasks",
    "roles",
    "tasks",
    "post_tasks",
    "handlers",
    "force_handlers",
  ]),
  block: new Set([...BASE, "block", "rescue", "always", "when", "notify"]),
  role: new Set([...BASE, "role", "when"]),
  task: new Set(TASK),
  handler: new Set([...TASK, "listen"]),
};

const PRIVILEGE = "the tasks run as whoever runs Terraform; remove it";
const CONNECTION = "every play runs on localhost, where Terraform runs; remove it";
const ONE_HOST = "there is one host, localhost, so it has no effect; remove it";

/** Keywords of Ansible that are refused, with what to do instead. */
export const REFUSED: Readonly<Record<string, string>> = {
  action: "name the module as the key: `ansible.builtin.command: …`",
  any_errors_fatal: ONE_HOST,
  async: "Terraform waits for every task; use `timeout`",
  become: PRIVILEGE,
  become_exe: PRIVILEGE,
  become_flags: PRIVILEGE,
  become_method: PRIVILEGE,
  become_user: PRIVILEGE,
  collections: "write module names in full: `kubernetes.core.k8s`",
  debugger: "there is no terminal during an apply; use `npm run bootstrap -- play`",
  delegate_facts: CONNECTION,
  delegate_to: CONNECTION,
  fact_path: "facts are not gathered; read what you need with a task",
  gather_subset: "facts are not gathered; read what you need with a task",
  gather_timeout: "facts are not gathered; read what you need with a task",
  ignore_unreachable: ONE_HOST,
  local_action: "name the module as the key; every task is local",
  max_fail_percentage: ONE_HOST,
  order: ONE_HOST,
  poll: "Terraform waits for every task; use `timeout`",
  port: CONNECTION,
  remote_user: CONNECTION,
  run_once: ONE_HOST,
  serial: ONE_HOST,
  strategy: "tasks run one after another, as with `linear`; remove it",
  throttle: ONE_HOST,
  validate_argspec: "argument specs of roles are not read; remove it",
  vars_prompt:
    "nobody can answer during an apply; pass a value through the cluster's file or the environment",
};

/** Where a known keyword may not stand here although it does elsewhere. */
export const isAnsibleKeyword = (name: string): boolean =>
  Object.hasOwn(REFUSED, name) ||
  name.startsWith("with_") ||
  Object.values(SUPPORTED).some((keywords) => keywords.has(name));

export const refusal = (name: string): string | undefined =>
  name.startsWith("with_")
    ? `write \`loop\` instead${name === "with_fileglob" ? ", with the files listed" : ""}`
    : REFUSED[name];

/** Variables of a task that Ansible ignores and this compiler reads. */
export const METADATA = new Set([
  "bootstrap_key",
  "bootstrap_undo",
  "bootstrap_undo_phase",
  "bootstrap_rerun_on",
  "bootstrap_readonly",
  "bootstrap_requires",
  "bootstrap_in_a_row",
]);
