import type { ClusterSpec } from "../modules/config/spec.ts";

/** Arguments that version 5.100 of hashicorp/aws lacks: which cluster uses one, and which version brought it. */
const NEEDS: readonly { readonly version: string; readonly usedBy: (spec: ClusterSpec) => boolean }[] = [
  { version: "6.23.0", usedBy: (spec) => spec.controlPlaneScalingConfig !== undefined },
  { version: "6.24.0", usedBy: (spec) => (spec.capabilities ?? []).length > 0 },
];

/** Constraint on hashicorp/aws: the lowest version that knows every argument that the cluster uses. */
export function awsProviderVersion(spec: ClusterSpec): string {
  const needed = NEEDS.filter(({ usedBy }) => usedBy(spec)).map(({ version }) => version);
  return `>= ${needed.sort().at(-1) ?? "5.100.0"}, < 7.0.0`;
}
