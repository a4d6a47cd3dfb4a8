import { type Problem, problem } from "./problems.ts";
import { offsetOf, type Source } from "./yaml/places.ts";

/**
 * A file that was never meant to be a cluster: a Kubernetes manifest, a playbook. What each of its keys lacks to be one
 * would be noise.
 */
export function otherKind(source: Source): Problem | undefined {
  const found = nameOf(source.value);
  if (found === undefined) return undefined;
  const isPlaybook = Array.isArray(source.value);
  return problem(
    "otherKind",
    isPlaybook ? source.start : offsetOf(source, ["kind"]),
    `this is ${found}, not a ClusterConfig`,
    isPlaybook ? [] : ["kind"],
  );
}

function nameOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.some(isPlay) ? "an Ansible playbook" : undefined;
  const { kind, apiVersion } = (value ?? {}) as { readonly kind?: unknown; readonly apiVersion?: unknown };
  if (typeof kind !== "string" || typeof apiVersion !== "string") return undefined;
  if (kind === "ClusterConfig" || kind === "" || /^$|eksctl/i.test(apiVersion)) return undefined;
  return `a ${kind} of ${apiVersion}`;
}

const isPlay = (item: unknown): boolean =>
  typeof item === "object" && item !== null && ("hosts" in item || "ansible.builtin.import_playbook" in item);
