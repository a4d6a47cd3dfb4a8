import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Json } from "../../modules/bootstrap/ir.ts";

/**
 * A folder that `ansible-playbook` runs as it is: the playbook with what lies beside it, the roles that come with
 * eksplan, and the values of the cluster.
 */
export function writeAnsibleFolder(
  target: string,
  {
    playbook,
    roles,
    eks,
  }: { readonly playbook: string; readonly roles: string; readonly eks: Readonly<Record<string, Json>> },
): void {
  mkdirSync(target, { recursive: true });
  const folder = path.dirname(playbook);
  for (const name of ["roles", "files", "templates", "charts", "vars", "group_vars"]) {
    if (existsSync(path.join(folder, name)))
      cpSync(path.join(folder, name), path.join(target, name), { recursive: true });
  }
  for (const name of readdirSync(folder).filter((candidate) => /\.ya?ml$/.test(candidate)))
    cpSync(path.join(folder, name), path.join(target, name));
  for (const role of readdirSync(roles)) {
    const own = path.join(target, "roles", role);
    if (!existsSync(own)) cpSync(path.join(roles, role), own, { recursive: true });
  }
  const authority = path.join(target, "ca.pem");
  const encoded = eks["certificate_authority"];
  if (typeof encoded === "string" && encoded !== "") writeFileSync(authority, Buffer.from(encoded, "base64"));
  const values = {
    ...eks,
    kubeconfig: path.join(target, `${String(eks["cluster_name"])}.kubeconfig.yaml`),
    ca_file: authority,
  };
  // JSON is YAML; what is in it is data, so that no text of it is taken for a template.
  writeFileSync(path.join(target, "eks.json"), `${JSON.stringify({ eks: values }, null, 2)}\n`);
}
