import { existsSync, writeFileSync } from "node:fs";
import { hostname, networkInterfaces } from "node:os";
import path from "node:path";
import type { ClusterValues } from "../ir.ts";

/** Folder of the kubeconfig: as people say, else beside the project's `cdktf.json`, else here. */
export function kubeFolder(environment: NodeJS.ProcessEnv, start = process.cwd()): string {
  const given = environment["EKS_BOOTSTRAP_KUBE_DIR"];
  if (given !== undefined && given !== "") return path.resolve(given);
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, "cdktf.json"))) return path.join(folder, ".kube");
    if (path.dirname(folder) === folder) return path.join(start, ".kube");
  }
}

/** Name and addresses of this machine, for people who look for the way between it and a cluster. */
function machine(): string {
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith("fe80:"))
    .map(({ address }) => address);
  return `${hostname()} (${addresses.length === 0 ? "no address" : addresses.join(", ")})`;
}

/** The values of `eks` that only the machine where a task runs knows. The CA's file is written when it is read. */
export function runtimeValues(
  cluster: ClusterValues,
  environment: NodeJS.ProcessEnv,
  temporary: () => string,
): Readonly<Record<string, unknown>> {
  const values = {
    kubeconfig: path.join(kubeFolder(environment), `${cluster.cluster_name}.yaml`),
    machine: machine(),
  };
  let file: string | undefined;
  return Object.defineProperty(values, "ca_file", {
    enumerable: true,
    get: () => {
      if (file === undefined) {
        file = path.join(temporary(), "ca.pem");
        writeFileSync(file, Buffer.from(cluster.certificate_authority, "base64"), { mode: 0o600 });
      }
      return file;
    },
  });
}
