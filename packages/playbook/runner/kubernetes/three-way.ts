import type { KubernetesObject } from "./client.ts";

// `apply: true`: the object as asked for, plus what was applied before and is not asked for any more. The server's
// strategic merge does the rest; custom resources, which have none, take a merge patch.

export const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

type Dict = Readonly<Record<string, unknown>>;

/** Lists that Kubernetes merges by the value of a key. */
const MERGE_KEYS: Readonly<Record<string, string>> = {
  containers: "name",
  initContainers: "name",
  ephemeralContainers: "name",
  env: "name",
  volumes: "name",
  volumeMounts: "mountPath",
  volumeDevices: "devicePath",
  imagePullSecrets: "name",
  hostAliases: "ip",
  ports: "containerPort",
  secrets: "name",
  conditions: "type",
  topologySpreadConstraints: "topologyKey",
  ownerReferences: "uid",
};

const isDict = (value: unknown): value is Dict =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Of a Service's ports the key is `port`, of a container's `containerPort`. */
function mergeKey(name: string, items: readonly unknown[]): string | undefined {
  if (name === "ports" && items.some((item) => isDict(item) && "port" in item)) return "port";
  return MERGE_KEYS[name];
}

function merged(wanted: unknown, before: unknown, name: string, strategic: boolean): unknown {
  if (isDict(wanted)) {
    const old = isDict(before) ? before : {};
    const patch: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(wanted)) patch[key] = merged(value, old[key], key, strategic);
    for (const key of Object.keys(old)) if (!(key in wanted)) patch[key] = null;
    return patch;
  }
  const key = strategic && Array.isArray(wanted) ? mergeKey(name, wanted) : undefined;
  if (key === undefined || !Array.isArray(wanted) || !Array.isArray(before)) return wanted;
  const byKey = new Map(before.filter(isDict).map((item) => [item[key], item]));
  const kept = wanted.map((item) =>
    isDict(item) ? merged(item, byKey.get(item[key]), "", strategic) : item,
  );
  const names = new Set(wanted.filter(isDict).map((item) => item[key]));
  const gone = [...byKey.keys()]
    .filter((value) => !names.has(value))
    .map((value) => ({ $patch: "delete", [key]: value }));
  return [...kept, ...gone];
}

export const withLastApplied = (wanted: KubernetesObject): KubernetesObject => ({
  ...wanted,
  metadata: {
    ...wanted.metadata,
    annotations: {
      ...wanted.metadata?.annotations,
      [LAST_APPLIED]: `${JSON.stringify(withoutLastApplied(wanted))}\n`,
    },
  },
});

function withoutLastApplied(object: KubernetesObject): KubernetesObject {
  const { [LAST_APPLIED]: _, ...annotations } = object.metadata?.annotations ?? {};
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** The patch that turns a live object into the wanted one. */
export function applyPatch(live: KubernetesObject, wanted: KubernetesObject, strategic: boolean): unknown {
  let before: unknown = {};
  try {
    before = JSON.parse(live.metadata?.annotations?.[LAST_APPLIED] ?? "{}");
  } catch {
    // Someone has edited the annotation; nothing can be told to be gone then.
  }
  return merged(withLastApplied(wanted), before, "", strategic);
}

/** What an object would be, for check mode where the server can't be asked. */
export function overlay(live: unknown, wanted: unknown): unknown {
  if (!isDict(live) || !isDict(wanted)) return wanted;
  const result: Record<string, unknown> = { ...live };
  for (const [key, value] of Object.entries(wanted)) {
    if (value === null) delete result[key];
    else result[key] = overlay(live[key], value);
  }
  return result;
}
