import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "@eksplan/diagnostics/user-error";
import { compilePlaybook } from "@eksplan/playbook";
import { Disk } from "@eksplan/playbook/disk";
import type { Json, ProcessValues } from "@eksplan/playbook/ir";
import { Scalar, stringify } from "yaml";

export interface AnsibleFolder {
  /** Absolute. */
  readonly playbook: string;
  readonly values: ProcessValues;
  /** Root of the project, absolute. @default process.cwd() */
  readonly project?: string;
}

/** Written into the folder, so that only a folder of this command's own is ever emptied. */
const MARK = ".written-by-eksplan";

const CONFIGURATION = `[defaults]
# No inventory: localhost without ssh, with the Python that runs Ansible.
localhost_warning = False
interpreter_python = auto_silent
[inventory]
inventory_unparsed_warning = False
`;

/**
 * A folder that `ansible-playbook` runs as it is: the playbook with every file that its tasks name, the roles it uses,
 * the cluster's values, and a kubeconfig that the modules of kubernetes.core find by themselves.
 *
 * @throws UserError when the folder holds something else, or a file of the playbook lies outside of the project
 */
export function writeAnsibleFolder(
  target: string,
  { playbook, values, project = process.cwd() }: AnsibleFolder,
): void {
  empty(target);
  const folder = path.dirname(playbook);
  const roles = path.join(project, "bootstrap", "roles");
  for (const file of filesOf(playbook, project, values)) {
    const inside = placeOf(file, { folder, roles, project });
    const place = path.join(target, inside);
    mkdirSync(path.dirname(place), { recursive: true });
    copyFileSync(file, place);
  }
  const { eks } = values;
  const write = (name: string, text: string, mode = 0o644): string => {
    const file = path.join(target, name);
    writeFileSync(file, text);
    chmodSync(file, mode);
    return file;
  };
  write("ansible.cfg", CONFIGURATION);
  const authority = write("ca.pem", Buffer.from(eks.certificate_authority, "base64").toString("utf8"));
  const kubeconfig = path.join(target, `${eks.cluster_name}.kubeconfig.yaml`);
  const variables = { ...values.vars, eks: { ...eks, kubeconfig, ca_file: authority } };
  // They may hold what Terraform calls sensitive.
  write("eks.yml", stringify(asData(variables), { lineWidth: 0 }), 0o600);
  write("access.kubeconfig.yaml", accessOf(values), 0o600);
  write("run.sh", script(path.relative(folder, playbook)), 0o755);
}

function empty(target: string): void {
  mkdirSync(target, { recursive: true });
  const names = readdirSync(target);
  if (names.length > 0 && !names.includes(MARK))
    throw UserError.because(`${target} holds files of others; name an empty folder with --out`);
  for (const name of names) rmSync(path.join(target, name), { recursive: true, force: true });
  writeFileSync(path.join(target, MARK), "");
}

/** Every file that the compiler found on its way through the playbook. */
function filesOf(playbook: string, project: string, { eks, vars }: ProcessValues): readonly string[] {
  const disk = new Disk();
  compilePlaybook(
    {
      file: playbook,
      folders: { project, roles: [path.join(project, "bootstrap", "roles")] },
      eks,
      extra: Object.keys(vars),
    },
    disk,
  );
  return Object.entries(disk.answers)
    .filter(([question, answer]) => !question.endsWith("/") && answer !== "" && disk.isFile(question))
    .map(([file]) => file);
}

/** Where Ansible looks for it, relative to the new folder. */
function placeOf(
  file: string,
  { folder, roles, project }: { readonly folder: string; readonly roles: string; readonly project: string },
): string {
  const within = (root: string): string | undefined => {
    const relative = path.relative(root, file);
    return relative.startsWith("..") || path.isAbsolute(relative) ? undefined : relative;
  };
  const shipped = within(roles);
  const found = shipped === undefined ? (within(folder) ?? within(project)) : path.join("roles", shipped);
  if (found === undefined)
    throw UserError.because(`${file} lies outside of ${project}; move it beside the playbook`);
  return found;
}

/** Texts with braces are marked `!unsafe`: they are values, and Ansible would take them for templates. */
function asData(value: Json | Readonly<Record<string, unknown>>): unknown {
  if (typeof value === "string") {
    if (!/\{[{%#]/.test(value)) return value;
    const scalar = new Scalar(value);
    scalar.tag = "!unsafe";
    return scalar;
  }
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item: Json) => asData(item));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asData(item as Json)]));
}

/** The cluster, for modules that name none: eksplan's own runner never uses another one either. */
function accessOf({ eks }: ProcessValues): string {
  const name = eks.cluster_arn;
  return stringify(
    {
      apiVersion: "v1",
      kind: "Config",
      "current-context": name,
      clusters: [
        {
          name,
          cluster: { server: eks.endpoint, "certificate-authority-data": eks.certificate_authority },
        },
      ],
      contexts: [{ name, context: { cluster: name, user: name } }],
      users: [
        {
          name,
          user: {
            exec: {
              apiVersion: "client.authentication.k8s.io/v1beta1",
              command: "aws",
              args: ["--region", eks.region, "eks", "get-token", "--cluster-name", eks.cluster_name],
              interactiveMode: "Never",
            },
          },
        },
      ],
    },
    { lineWidth: 0 },
  );
}

const script = (playbook: string): string => `#!/bin/sh
# Runs the playbook with ansible-playbook; options of it are passed on: sh run.sh --check --diff
set -eu
cd "$(dirname "$0")"
command -v ansible-playbook >/dev/null 2>&1 || {
  echo "ansible-playbook is not on the PATH: pip install ansible kubernetes" >&2
  exit 4
}
export ANSIBLE_CONFIG="$PWD/ansible.cfg" K8S_AUTH_KUBECONFIG="$PWD/access.kubeconfig.yaml" KUBECONFIG="$PWD/access.kubeconfig.yaml"
exec ansible-playbook -e @eks.yml "$@" '${playbook.replaceAll("'", "'\\''")}'
`;
