import type { EksClusterConfig } from "@cdktf/provider-aws/lib/eks-cluster";
import type { Network } from "../network/network.ts";
import type { AccessSpec } from "../spec/access.ts";
import { SECRETS_KEY_TAG, secretsKeyMark } from "./secrets-key-mark.ts";

/** Something that EKS fixes when a cluster is created, or changes in one direction only. */
export interface Guard {
  readonly what: string;
  /** Expression for what the existing cluster has; `living` is the cluster as the data source shows it. */
  readonly living: string;
  /** What it may have for the file to be applied, in plain text or as a reference; else the file is refused. */
  readonly allowed: readonly string[];
  /** @param living what the cluster has, for the reader */
  readonly sentence: (living: string) => string;
}

/** A role's path and name, known before the role is made. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export interface RoleIdentity {
  readonly path: string;
  readonly name: string;
}

/** The arguments of a cluster that the guards read, overrides included, and what surrounds it. */
export interface Guarded {
  readonly config: EksClusterConfig;
  readonly network: Pick<Network, "vpcId" | "ipFamily">;
  /** The role that is made with the cluster. Absent: the ARN is compared. */
  readonly role?: RoleIdentity | undefined;
}

/** Arguments for which the provider would plan another cluster of the same name in place of this one. */
export const NEVER_REPLACES = [
  "role_arn",
  "encryption_config[0].provider[0].key_arn",
  "kubernetes_network_config[0].service_ipv4_cidr",
  "kubernetes_network_config[0].ip_family",
] as const;

const ANOTHER =
  'For another one a new cluster is needed: "docs/replace.md" shows how to put it beside this one and move what runs on it.';
/** What the data source shows of a block that the cluster does not have. */
const NOTHING = "";
/** States of a cluster that can be changed, now or in a while. */
const SOUND = ["ACTIVE", "CREATING", "UPDATING", "PENDING", "DELETING"];
/** The way that authentication goes, a step at a time. */
const MODES: readonly string[] = [
  "CONFIG_MAP",
  "API_AND_CONFIG_MAP",
  "API",
] satisfies readonly AccessSpec["authenticationMode"][];

/**
 * What is refused at plan of a cluster that exists.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateClusterConfig.html
 */
export function guards({ config, network, role }: Guarded): readonly Guard[] {
  const { name, version, kubernetesNetworkConfig: services, outpostConfig, accessConfig } = config;
  const cluster = `Cluster ${name}`;
  const range = services?.serviceIpv4Cidr;
  const family = services?.ipFamily ?? network.ipFamily;
  const mode = accessConfig?.authenticationMode;
  const outposts = outpostConfig?.outpostArns.join(",") ?? NOTHING;
  const key = secretsKeyMark(config);
  return [
    {
      what: "failed creation",
      living: "living.status",
      allowed: SOUND,
      sentence: () =>
        `The creation of cluster ${name} has failed: "npm run health -- ${name}" says why. Terraform would make a ` +
        `new one before it deletes this one, and EKS refuses that. Mend the cause, run "aws eks delete-cluster --name ${name}", and deploy again.`,
    },
    ...given(version, (wanted) => ({
      what: "Kubernetes version",
      living: "living.version",
      allowed: [wanted, previous(wanted)],
      sentence: (living) =>
        `${cluster} runs Kubernetes ${living} and its file says ${wanted}. EKS goes up one minor ` +
        "version at a time and Terraform never takes it down: set metadata.version to the version that it runs or to the next one.",
    })),
    ...given(range, (wanted) => ({
      what: "service range",
      living: 'try(living.kubernetes_network_config[0].service_ipv4_cidr, "")',
      allowed: [wanted, NOTHING],
      sentence: (living) =>
        `${cluster} has the service range ${living} and its file says ${wanted}. EKS fixes the range for the cluster's life: write ${living}, or leave the line out. ${ANOTHER}`,
    })),
    {
      what: "IP family",
      living: 'try(living.kubernetes_network_config[0].ip_family, "")',
      allowed: [family, NOTHING],
      sentence: (living) =>
        `${cluster} has addresses of the family ${living} and its file says ${family}. EKS fixes the family for the cluster's life: write ${living}. ${ANOTHER}`,
    },
    {
      what: "VPC",
      living: 'try(living.vpc_config[0].vpc_id, "")',
      allowed: [network.vpcId, NOTHING],
      sentence: (living) =>
        `${cluster} is in ${living} and its file says another VPC. A cluster stays in its VPC: name ${living} or subnets of it. ${ANOTHER}`,
    },
    {
      what: "key of Secrets",
      living: `try(living.tags[${JSON.stringify(SECRETS_KEY_TAG)}], "")`,
      allowed: key === undefined ? [NOTHING] : [key, NOTHING],
      sentence: (living) =>
        `${cluster} encrypts Secrets with the key "${living}" and its file says ${key === undefined ? "none" : `"${key}"`} ` +
        '("created" is the one that is made with the cluster). EKS never takes the key away and never changes it: put back what the file had, ' +
        `the profile or secretsEncryption. ${ANOTHER}`,
    },
    ...given(mode, (wanted) => ({
      what: "authentication mode",
      living: 'try(living.access_config[0].authentication_mode, "")',
      allowed: [...modesBefore(wanted), wanted, NOTHING],
      sentence: (living) =>
        `${cluster} has the authentication mode ${living} and its file says ${wanted}. EKS goes from CONFIG_MAP to API_AND_CONFIG_MAP to API, a step at a time and never back: write ${living} or the one after it. ${ANOTHER}`,
    })),
    roleGuard(cluster, config.roleArn, role),
    {
      what: "Outpost",
      living:
        'try(join(",", flatten([for place in living.outpost_config : tolist(place.outpost_arns)])), "")',
      allowed: [outposts],
      sentence: (living) =>
        `${cluster} is on the Outpost "${living}" and its file says "${outposts}" (nothing is the cloud). A cluster stays where it was made. ${ANOTHER}`,
    },
  ];
}

/** Whether a cluster with such a value passes; what the condition of a guard says in Terraform's language. */
export const passes = ({ allowed }: Pick<Guard, "allowed">, living: string): boolean =>
  allowed.includes(living);

/** The path of a made role is compared, because its ARN is unknown at plan when somebody has deleted the role. */
function roleGuard(cluster: string, roleArn: string, role: RoleIdentity | undefined): Guard {
  const wanted = role === undefined ? roleArn : `${role.path}${role.name}`;
  return {
    what: "role",
    living: role === undefined ? "living.role_arn" : 'replace(living.role_arn, "/^.*:role/", "")',
    allowed: [wanted],
    sentence: (living) =>
      `${cluster} works with the role ${living} and its file says ${role === undefined ? "another one" : wanted}. EKS fixes the role for the cluster's life: change that role's policies instead, and name it in the file. ${ANOTHER}`,
  };
}

const given = <T>(value: T | undefined, make: (value: T) => Guard): readonly Guard[] =>
  value === undefined ? [] : [make(value)];

/** `1.34` for `1.35`. */
function previous(version: string): string {
  const [major, minor] = version.split(".");
  return `${major}.${Number(minor) - 1}`;
}

function modesBefore(mode: string): readonly string[] {
  const place = MODES.indexOf(mode);
  return place > 0 ? MODES.slice(place - 1, place) : [];
}
