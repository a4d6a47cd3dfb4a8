import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";

export interface ClusterShape {
  readonly name: string;
  readonly nodeGroups: number;
}

/** A cluster file as a platform team would write it, with as many managed node groups as asked. */
const clusterFile = ({ name, nodeGroups }: ClusterShape) => ({
  apiVersion: "eksctl.io/v1alpha5",
  kind: "ClusterConfig",
  metadata: { name, region: "eu-central-1", version: "1.35", tags: { team: "bench" } },
  availabilityZones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
  vpc: { cidr: "10.0.0.0/16" },
  managedNodeGroups: Array.from({ length: nodeGroups }, (_, index) => ({
    name: `group-${index}`,
    instanceTypes: ["m7i.large", "m6i.large"],
    minSize: 1,
    maxSize: 10,
    labels: { group: String(index) },
  })),
});

/** Writes the cluster files into a folder, which is made if need be, and returns it. */
export function writeClusters(folder: string, shapes: readonly ClusterShape[]): string {
  mkdirSync(folder, { recursive: true });
  for (const shape of shapes) {
    writeFileSync(path.join(folder, `${shape.name}.yaml`), stringify(clusterFile(shape), { lineWidth: 0 }));
  }
  return folder;
}
