import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { node, startCluster, tokenOf } from "../../../local-aws/__tests__/kubernetes/support.ts";

// Starts the Kubernetes API double with one node and prints a kubeconfig for it; runs until its input ends.

async function main(): Promise<void> {
  const cluster = await startCluster({ nodes: [node("n1")] });
  const file = path.join(mkdtempSync(path.join(tmpdir(), "oracle-")), "kubeconfig.json");
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "c",
    clusters: [
      {
        name: "c",
        cluster: {
          server: cluster.endpoint.endpoint,
          "certificate-authority-data": cluster.endpoint.certificateAuthorityData,
        },
      },
    ],
    users: [{ name: "u", user: { token: tokenOf("admin") } }],
    contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
  };
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  console.log(file);
  process.stdin.resume();
  process.stdin.on("end", () => process.exit(0));
}

void main();
