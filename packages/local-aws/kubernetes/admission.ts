import { createHash } from "node:crypto";
import { Failure } from "./failure.ts";
import { at, type JsonObject, listAt, numberAt, objectAt, stringsAt, textAt, withAt } from "./json.ts";
import { type Kind, keyOf } from "./kinds.ts";
import type { KubeObject, Transaction } from "./objects.ts";

type Admission = (transaction: Transaction, object: KubeObject, before: KubeObject | undefined) => KubeObject;

const serviceNetwork = "172.20";

function freeAddress(transaction: Transaction, taken: ReadonlySet<string>, seed: string): string {
  const start = createHash("sha256").update(seed).digest().readUInt16BE();
  for (let offset = 0; offset < 65_000; offset += 1) {
    // The first sixteen are for the cluster's own services.
    const number = 16 + ((start + offset) % 65_000);
    const address = `${serviceNetwork}.${number >> 8}.${number & 255}`;
    if (!taken.has(address)) return address;
  }
  throw new Failure("InternalError", `no service address is left at ${transaction.timestamp}`);
}

/** Cluster address and node ports; both stay once drawn. */
const service: Admission = (transaction, object, before) => {
  const type = textAt(object, "spec", "type");
  if (type === "ExternalName") return object;
  const others = transaction.list("services").filter((one) => one.metadata.uid !== before?.metadata.uid);
  const taken = new Set(others.flatMap((one) => textAt(one, "spec", "clusterIP") ?? []));
  const wanted = textAt(object, "spec", "clusterIP");
  const kept = wanted === undefined || wanted === "" ? textAt(before, "spec", "clusterIP") : wanted;
  const address =
    kept ?? freeAddress(transaction, taken, `${object.metadata.namespace}/${object.metadata.name}`);
  if (address !== "None" && taken.has(address)) {
    throw new Failure(
      "Invalid",
      `Service "${object.metadata.name}" is invalid: spec.clusterIPs: Invalid value: ["${address}"]: failed to allocate IP ${address}: provided IP is already allocated`,
    );
  }
  const ports = new Set(
    others.flatMap((one) => listAt(one, "spec", "ports").map((port) => numberAt(port, "nodePort"))),
  );
  let next = 30_000;
  const withPorts = listAt(object, "spec", "ports").map((port) => {
    if (type === "ClusterIP") return port;
    const old = listAt(before, "spec", "ports").find(
      (one) => at(one, "port") === at(port, "port") && at(one, "protocol") === at(port, "protocol"),
    );
    let number = numberAt(port, "nodePort") ?? numberAt(old, "nodePort");
    while (number === undefined || (ports.has(number) && numberAt(port, "nodePort") === undefined)) {
      next += 1;
      if (!ports.has(next)) number = next;
    }
    ports.add(number);
    return { ...(port as JsonObject), nodePort: number };
  });
  return {
    ...object,
    spec: {
      ...objectAt(object, "spec"),
      ...(withPorts.length === 0 ? {} : { ports: withPorts }),
      clusterIP: address,
      clusterIPs: [address],
      ipFamilies: at(object, "spec", "ipFamilies") ?? ["IPv4"],
      ipFamilyPolicy: at(object, "spec", "ipFamilyPolicy") ?? "SingleStack",
    },
  };
};

const notReady = ["not-ready", "unreachable"].map((state) => ({
  key: `node.kubernetes.io/${state}`,
  operator: "Exists",
  effect: "NoExecute",
  tolerationSeconds: 300,
}));

/** Service account, the tolerations that every pod gets, and the priority of its class. */
const pod: Admission = (transaction, object, before) => {
  if (before !== undefined) return object;
  const account = textAt(object, "spec", "serviceAccountName") ?? "default";
  if (transaction.get("serviceaccounts", object.metadata.namespace, account) === undefined) {
    throw new Failure(
      "Forbidden",
      `pods "${object.metadata.name}" is forbidden: error looking up service account ${object.metadata.namespace}/${account}: serviceaccount "${account}" not found`,
      { name: object.metadata.name, kind: "pods" },
    );
  }
  const className = textAt(object, "spec", "priorityClassName");
  const priorityClass =
    className === undefined
      ? undefined
      : transaction.get("priorityclasses.scheduling.k8s.io", undefined, className);
  if (className !== undefined && priorityClass === undefined) {
    throw new Failure(
      "Forbidden",
      `pods "${object.metadata.name}" is forbidden: no PriorityClass with name ${className} was found`,
      { name: object.metadata.name, kind: "pods" },
    );
  }
  const tolerations = listAt(object, "spec", "tolerations");
  const missing = notReady.filter(
    ({ key }) => !tolerations.some((one) => [key, undefined].includes(textAt(one, "key"))),
  );
  return {
    ...object,
    spec: {
      ...objectAt(object, "spec"),
      serviceAccountName: account,
      serviceAccount: account,
      tolerations: [...tolerations, ...missing],
      priority: numberAt(priorityClass, "value") ?? 0,
      preemptionPolicy: textAt(priorityClass, "preemptionPolicy") ?? "PreemptLowerPriority",
    },
  };
};

const isDefaultClass = (storageClass: KubeObject): boolean =>
  storageClass.metadata.annotations?.["storageclass.kubernetes.io/is-default-class"] === "true";

const claim: Admission = (transaction, object, before) => {
  if (before !== undefined || at(object, "spec", "storageClassName") !== undefined) return object;
  const fallback = transaction.list("storageclasses.storage.k8s.io").find(isDefaultClass);
  return fallback === undefined
    ? object
    : withAt(object, ["spec", "storageClassName"], fallback.metadata.name);
};

/** A job finds its pods by its own uid, unless it was told another selector. */
const job: Admission = (transaction, object, before) => {
  if (before !== undefined)
    return withAt(
      withAt(object, ["spec", "selector"], at(before, "spec", "selector")),
      ["spec", "template"],
      at(before, "spec", "template"),
    );
  if (at(object, "spec", "selector") !== undefined) return object;
  const digest = createHash("sha256")
    .update(`${object.metadata.namespace}/${object.metadata.name} ${transaction.revision}`)
    .digest("hex");
  const uid = digest.slice(0, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5");
  const labels = {
    "batch.kubernetes.io/controller-uid": uid,
    "batch.kubernetes.io/job-name": object.metadata.name,
    "controller-uid": uid,
    "job-name": object.metadata.name,
  };
  const path = ["spec", "template", "metadata", "labels"];
  const labelled = withAt(object, path, { ...stringsAt(object, ...path), ...labels });
  const selector = { matchLabels: { "batch.kubernetes.io/controller-uid": uid } };
  return withAt({ ...labelled, metadata: { ...object.metadata, uid } }, ["spec", "selector"], selector);
};

const byKind: Readonly<Record<string, Admission>> = {
  services: service,
  pods: pod,
  persistentvolumeclaims: claim,
  "jobs.batch": job,
  namespaces: (_transaction, object, before) =>
    before === undefined
      ? object
      : withAt(
          object,
          ["spec", "finalizers"],
          at(object, "spec", "finalizers") ?? at(before, "spec", "finalizers"),
        ),
};

/** What the API server adds to an object by what else is in the cluster. */
export function admit(
  transaction: Transaction,
  kind: Kind,
  object: KubeObject,
  before?: KubeObject,
): KubeObject {
  const change = kind.custom === undefined ? byKind[keyOf(kind)] : undefined;
  return change === undefined ? object : change(transaction, object, before);
}
