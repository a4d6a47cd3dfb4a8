import type { NodeView } from "../../../core/kubernetes-api.ts";
import { kubernetesVersions } from "../catalogue/versions.ts";

/** What a machine's kubelet was told. */
export interface NodeSettings {
  readonly group: string | undefined;
  readonly nodeRole: string;
  readonly securityGroupIds: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: NodeView["taints"];
  readonly operatingSystem: "linux" | "windows";
  readonly osImage: string;
  readonly patchVersion: string;
  readonly release: string;
  readonly maxPods: number | undefined;
}

export const patchOf = (version: string) =>
  kubernetesVersions.find((entry) => entry.version === version)?.patch ?? `${version}.0`;
