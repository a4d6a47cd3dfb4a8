import { createHash } from "node:crypto";
import { at, type Json, type JsonObject, listAt, numberAt, objectAt, stringsAt, textAt } from "../json.ts";
import { podsKey } from "../kinds.ts";
import type { KubeObject } from "../objects.ts";
import { matchesLabels } from "../selectors.ts";
import { isAvailable } from "./deployments.ts";
import { isFinished, isReady } from "./pods.ts";
import { type Controller, isBeingDeleted, ownerReference, type Round, save } from "./round.ts";

const slicesKey = "endpointslices.discovery.k8s.io";
const cleanup = "service.kubernetes.io/load-balancer-cleanup";
/** Simulated milliseconds until a load balancer has its name. */
const balancerTime = 3000;

/** The port of a pod that a service's port leads to. */
function targetPort(pod: KubeObject, port: Json): number | undefined {
  const target = at(port, "targetPort") ?? at(port, "port");
  if (typeof target === "number") return target;
  const ports = listAt(pod, "spec", "containers").flatMap((container) => listAt(container, "ports"));
  return numberAt(
    ports.find((one) => textAt(one, "name") === target),
    "containerPort",
  );
}

const portsFor = (pod: KubeObject | undefined, service: KubeObject): readonly JsonObject[] =>
  listAt(service, "spec", "ports").flatMap((port) => {
    const number = pod === undefined ? numberAt(port, "targetPort") : targetPort(pod, port);
    const name = textAt(port, "name");
    return number === undefined
      ? []
      : [
          {
            ...(name === undefined ? {} : { name }),
            port: number,
            protocol: textAt(port, "protocol") ?? "TCP",
          },
        ];
  });

const addressOf = (pod: KubeObject): JsonObject => ({
  ip: textAt(pod, "status", "podIP") ?? "",
  nodeName: textAt(pod, "spec", "nodeName") ?? "",
  targetRef: {
    kind: "Pod",
    name: pod.metadata.name,
    namespace: pod.metadata.namespace,
    uid: pod.metadata.uid,
  },
});

function endpoints({ transaction }: Round, service: KubeObject): void {
  const { name, namespace = "", labels = {} } = service.metadata;
  const selector = stringsAt(service, "spec", "selector");
  if (Object.keys(selector).length === 0 || textAt(service, "spec", "type") === "ExternalName") return;
  const pods = transaction
    .list(podsKey, namespace)
    .filter(
      (pod) =>
        matchesLabels(pod, selector) &&
        textAt(pod, "status", "podIP") !== undefined &&
        !isFinished(pod) &&
        !isBeingDeleted(pod),
    );
  const publishes = at(service, "spec", "publishNotReadyAddresses") === true;
  const ready = pods.filter((pod) => isReady(pod) || publishes);
  const unready = pods.filter((pod) => !ready.includes(pod));
  const ports = portsFor(pods[0], service);
  const found = transaction.get("endpoints", namespace, name);
  const subsets: readonly Json[] =
    pods.length === 0
      ? []
      : [
          {
            ...(ready.length === 0 ? {} : { addresses: ready.map(addressOf) }),
            ...(unready.length === 0 ? {} : { notReadyAddresses: unready.map(addressOf) }),
            ports,
          },
        ];
  save(transaction, "endpoints", {
    apiVersion: "v1",
    kind: "Endpoints",
    metadata: found?.metadata ?? { name, namespace, labels },
    ...(subsets.length === 0 ? {} : { subsets }),
  });
  const sliceName = `${name}-${createHash("sha256")
    .update(service.metadata.uid ?? "")
    .digest("hex")
    .slice(0, 5)}`;
  const slice = transaction.get(slicesKey, namespace, sliceName);
  save(transaction, slicesKey, {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: slice?.metadata ?? {
      name: sliceName,
      namespace,
      labels: {
        ...labels,
        "kubernetes.io/service-name": name,
        "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
      },
      ownerReferences: [ownerReference(service)],
    },
    addressType: "IPv4",
    endpoints: pods.map((pod) => ({
      addresses: [textAt(pod, "status", "podIP") ?? ""],
      conditions: { ready: ready.includes(pod), serving: ready.includes(pod), terminating: false },
      nodeName: textAt(pod, "spec", "nodeName") ?? "",
      targetRef: objectAt(addressOf(pod), "targetRef"),
    })),
    ports,
  });
}

/** Classes that EKS's own controllers serve; the rest waits for the AWS Load Balancer Controller. */
function isServed({ transaction }: Round, service: KubeObject): boolean {
  const wanted = textAt(service, "spec", "loadBalancerClass");
  return (
    wanted === undefined ||
    wanted === "eks.amazonaws.com/nlb" ||
    isAvailable(transaction.get("deployments.apps", "kube-system", "aws-load-balancer-controller"))
  );
}

/** A name as a load balancer gets one. There is no such load balancer: no EC2 or ELB resource is made for it. */
function balance(round: Round, service: KubeObject): void {
  const { transaction, surroundings, due } = round;
  const finalizers = service.metadata.finalizers ?? [];
  const isBalanced = textAt(service, "spec", "type") === "LoadBalancer" && !isBeingDeleted(service);
  if (!isBalanced) {
    if (!finalizers.includes(cleanup)) return;
    const rest = finalizers.filter((one) => one !== cleanup);
    const released = {
      ...service,
      metadata: { ...service.metadata, finalizers: rest },
      status: { loadBalancer: {} },
    };
    if (isBeingDeleted(service) && rest.length === 0) transaction.remove("services", service);
    else save(transaction, "services", released);
    return;
  }
  if (!isServed(round, service)) return;
  const ready = Date.parse(service.metadata.creationTimestamp ?? transaction.timestamp) + balancerTime;
  if (transaction.now < ready) due(ready);
  const id = createHash("sha256")
    .update(service.metadata.uid ?? "")
    .digest("hex");
  const hostname = `a${id.slice(0, 31)}-${BigInt(`0x${id.slice(32, 40)}`)}.${surroundings.region}.elb.amazonaws.com`;
  const held = finalizers.includes(cleanup) ? finalizers : [...finalizers, cleanup];
  const loadBalancer: JsonObject = transaction.now < ready ? {} : { ingress: [{ hostname }] };
  save(transaction, "services", {
    ...service,
    metadata: { ...service.metadata, finalizers: held },
    status: { loadBalancer },
  });
}

/** Endpoints behind services, and load balancers' names. */
export const services: Controller = (round) => {
  const { transaction } = round;
  for (const service of transaction.list("services")) {
    balance(round, service);
    if (!isBeingDeleted(service)) endpoints(round, service);
  }
  for (const object of transaction.list("endpoints")) {
    const { name, namespace, ownerReferences } = object.metadata;
    if (
      ownerReferences === undefined &&
      object["subsets"] !== undefined &&
      transaction.get("services", namespace, name) === undefined
    )
      transaction.remove("endpoints", object);
  }
};
