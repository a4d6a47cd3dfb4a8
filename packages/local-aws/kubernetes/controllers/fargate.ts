import { createHash } from "node:crypto";
import { nodesKey } from "../kinds.ts";
import type { KubeObject } from "../objects.ts";
import { matchesLabels } from "../selectors.ts";
import { controllerOf, type Round } from "./round.ts";

const isMatch = (pattern: string, value: string) =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
  ).test(value);

/** The Fargate profile that takes the pod: the first whose selector has its namespace and all of its labels. */
export function fargateProfileOf({ surroundings }: Round, pod: KubeObject): string | undefined {
  if (controllerOf(pod)?.kind === "DaemonSet") return undefined;
  const { namespace = "" } = pod.metadata;
  const matches = surroundings.fargateProfiles.filter(({ selectors }) =>
    selectors.some(
      (selector) => isMatch(selector.namespace, namespace) && matchesLabels(pod, selector.labels),
    ),
  );
  return matches.map(({ name }) => name).sort()[0];
}

/** A node for this pod alone, as Fargate gives every pod one. Returns its name. */
export function fargateNodeFor({ transaction, surroundings }: Round, pod: KubeObject): string {
  const [a = 0, b = 0] = createHash("sha256")
    .update(pod.metadata.uid ?? "")
    .digest();
  const address = `192.168.${a}.${b}`;
  const name = `fargate-ip-${address.replaceAll(".", "-")}.${surroundings.region}.compute.internal`;
  if (transaction.get(nodesKey, undefined, name) !== undefined) return name;
  const capacity = { cpu: "2", memory: "3977Mi", pods: "1" };
  transaction.put(nodesKey, {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      labels: {
        "eks.amazonaws.com/compute-type": "fargate",
        "kubernetes.io/arch": "amd64",
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
        "topology.kubernetes.io/region": surroundings.region,
        "topology.kubernetes.io/zone": `${surroundings.region}a`,
      },
    },
    spec: {
      providerID: `aws:///${surroundings.region}a/${pod.metadata.uid}/${name}`,
      taints: [{ key: "eks.amazonaws.com/compute-type", value: "fargate", effect: "NoSchedule" }],
    },
    status: {
      addresses: [
        { type: "InternalIP", address },
        { type: "InternalDNS", address: name },
        { type: "Hostname", address: name },
      ],
      capacity,
      allocatable: capacity,
      conditions: [
        {
          type: "Ready",
          status: "True",
          reason: "KubeletReady",
          message: "kubelet is posting ready status",
          lastHeartbeatTime: transaction.timestamp,
          lastTransitionTime: transaction.timestamp,
        },
      ],
      nodeInfo: {
        architecture: "amd64",
        bootID: name,
        containerRuntimeVersion: "containerd://1.7.0",
        kernelVersion: "6.1.0",
        kubeProxyVersion: `v${surroundings.version}.0`,
        kubeletVersion: `v${surroundings.version}.0-eks-fargate`,
        machineID: name,
        operatingSystem: "linux",
        osImage: "Amazon Linux 2",
        systemUUID: name,
      },
    },
  });
  return name;
}
