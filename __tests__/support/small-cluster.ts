import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { synthesize } from "./synthesize.ts";
import { Terraform } from "./terraform.ts";

/** The account that the local AWS gives to everybody who names none. */
export const ACCOUNT = "123456789012";
export const REGION = "eu-west-1";

interface Fields {
  readonly [field: string]: unknown;
}

/** A cluster file as data, as far as tests change it. */
export interface SmallCluster {
  readonly metadata: { readonly name: string; readonly version: string } & Fields;
  readonly managedNodeGroups: readonly ({ readonly name: string } & Fields)[];
  readonly [field: string]: unknown;
}

/** The least cluster that has nodes: one group, two add-ons, one bootstrap task. */
export const smallCluster = (name: string): SmallCluster => ({
  apiVersion: "eksctl.io/v1alpha5",
  kind: "ClusterConfig",
  metadata: {
    name,
    region: REGION,
    version: "1.35",
    annotations: { "eksplan.dev/bootstrap": "playbook.yml" },
  },
  availabilityZones: [`${REGION}a`, `${REGION}b`],
  vpc: { cidr: "10.40.0.0/16", publicAccessCIDRs: ["198.18.0.0/15"] },
  addonsConfig: { disableDefaultAddons: true },
  addons: [{ name: "vpc-cni" }, { name: "kube-proxy" }],
  managedNodeGroups: [{ name: "workers", instanceTypes: ["m7g.large"], minSize: 1, maxSize: 2 }],
});

const PLAYBOOK = `- hosts: localhost
  gather_facts: false
  tasks:
    - name: Settings
      kubernetes.core.k8s:
        definition: { apiVersion: v1, kind: ConfigMap, metadata: { name: settings, namespace: default } }
`;

/**
 * Writes a cluster file, synthesizes it, and returns Terraform in its stack. All calls with one folder share a state.
 *
 * @param env of Terraform
 * @param synthEnv of the synth
 */
export async function terraformFor(
  cluster: SmallCluster,
  folder: string,
  env: Readonly<Record<string, string>>,
  synthEnv: Readonly<Record<string, string>> = {},
): Promise<Terraform> {
  const { name } = cluster.metadata;
  const files = path.join(folder, "clusters");
  mkdirSync(files, { recursive: true });
  const file = path.join(files, `${name}.yaml`);
  writeFileSync(file, stringify(cluster, { aliasDuplicateObjects: false }));
  writeFileSync(path.join(files, "playbook.yml"), PLAYBOOK);
  const terraform = new Terraform((await synthesize(file, folder, synthEnv))(name), env);
  await terraform.run("init", "-input=false");
  return terraform;
}
