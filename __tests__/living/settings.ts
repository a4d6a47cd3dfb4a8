import type { ProbeSettings } from "../probe/probe.ts";
import { ACCOUNT, REGION } from "../probe/surroundings.ts";

/** Fields whose edits no plan of one stack shows, and why. */
export const NOT_PLANNED: Readonly<Record<string, string>> = {
  "metadata.name": "it names the stack and its state: a plan of the new name knows nothing of the old one",
  "gitops.flux.gitProvider":
    "tasks of the playbook run again; __tests__/terraform/bootstrap-roles.test.ts shows it",
  "gitops.flux.flags":
    "tasks of the playbook run again; __tests__/terraform/bootstrap-roles.test.ts shows it",
  "fargateProfiles[].subnets": "it names subnets that the stack has to have made first",
};

/** Fields whose values have to be in the VPC that the stack makes: nothing is deployed with them, and why. */
export const SET_ONLY: Readonly<Record<string, string>> = {
  "managedNodeGroups[].securityGroups.attachIDs": "instances start only with a group of their VPC",
};

/** Fields of an item that change something beside it, so that no other edit can be told from them in one plan. */
export const BESIDE: ReadonlySet<string> = new Set(["managedNodeGroups[].privateNetworking"]);

const roles = (...names: readonly string[]) => names.map((name) => `arn:aws:iam::${ACCOUNT}:role/${name}`);

/** Values that exist in an account, where those of the probe need only be written rightly. */
export const VALUES: Readonly<Record<string, ProbeSettings>> = {
  "addons[].version": { values: ["v8.1.0-eksbuild.2", "v8.3.0-eksbuild.1"] },
  "addons[].podIdentityAssociations[].serviceAccountName": {
    values: ["ebs-csi-controller-sa", "ebs-csi-node-sa"],
  },
  "managedNodeGroups[].iam.instanceRoleARN": { values: roles("one", "two") as [string, string] },
  "addons[].podIdentityAssociations[].roleName": { values: ["driver-one", "driver-two"] },
  "managedNodeGroups[].iam.instanceRoleName": { values: ["nodes-one", "nodes-two"] },
  "metadata.region": { values: [REGION, "eu-central-1"] },
  "vpc.cidr": { values: ["10.40.0.0/16", "10.50.0.0/16"] },
  availabilityZones: {
    values: [
      [`${REGION}a`, `${REGION}b`],
      [`${REGION}a`, `${REGION}b`, `${REGION}c`],
    ],
  },
};
