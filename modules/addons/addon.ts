import { DataAwsEksAddonVersion } from "@cdktf/provider-aws/lib/data-aws-eks-addon-version";
import { EksAddon, type EksAddonConfig } from "@cdktf/provider-aws/lib/eks-addon";
import type { IamRoleConfig } from "@cdktf/provider-aws/lib/iam-role";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { isBeforeCompute } from "../aws/addons.ts";
import type { EksCluster } from "../control-plane/eks-cluster.ts";
import { workloadRole } from "../identity/workload-identity.ts";
import type { AddonCredentialsSpec, AddonSpec } from "../spec/addon.ts";
import { defined } from "../spec/defined.ts";
import { vacant } from "../terraform/fail.ts";
import { type Override, Overrides } from "../terraform/overrides.ts";
import { renewedWhenRoleGoes } from "./role-bindings.ts";

/** Resources of an add-on, for `override`. */
export interface AddonResources {
  readonly addon: EksAddonConfig;
  /** Holds for each role that is made for the add-on. */
  readonly role: IamRoleConfig;
}

export interface AddonProps {
  readonly cluster: EksCluster;
  /** Name as EKS knows it, for example `vpc-cni`. */
  readonly name: string;
  /** Full version, for example `v1.20.4-eksbuild.2`, or `latest`, looked up by every plan. @default - EKS's default for the cluster's version */
  readonly version?: string | undefined;
  /** Settings, as the add-on's schema has them. @default - the add-on's own */
  readonly configuration?: unknown;
  /** What an update does with fields that somebody changed in the cluster. @default "OVERWRITE" */
  readonly conflicts?: AddonSpec["conflicts"];
  /** How its pods get AWS credentials. @see recommendedCredentials @default - not at all, or those of the node */
  readonly credentials?: AddonCredentialsSpec;
  /** @default - the tags of the stack */
  readonly tags?: Readonly<Record<string, string>>;
  /** Last word on the arguments of a resource. @default - arguments as computed */
  readonly override?: Override<AddonResources>;
}

/** What the resource says about credentials, and what must exist before its pods can use them. */
interface AddonRoles {
  readonly serviceAccountRoleArn?: string;
  readonly podIdentityAssociation?: { readonly serviceAccount: string; readonly roleArn: string }[];
  readonly permissions: readonly ITerraformDependable[];
}

/**
 * An EKS add-on with its roles. Add-ons that nodes need to join come before compute. The others wait for capacity: EKS
 * calls them degraded while their pods find no node, and Terraform waits for that to end.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_addon
 */
export class Addon extends Construct {
  readonly resource: EksAddon;

  constructor(scope: Construct, id: string, props: AddonProps) {
    super(vacant(scope, id), id);
    const overrides = new Overrides<AddonResources>(this, props.override);
    const { cluster, name, configuration, tags = {} } = props;
    const isEarly = isBeforeCompute(name);
    const { permissions, ...credentials } = this.#roles(props, overrides);
    const config: EksAddonConfig = defined({
      clusterName: cluster.resource.name,
      addonName: name,
      addonVersion: this.#version(props),
      // No settings are an empty object: the provider takes silence, and an empty text, for "as before".
      configurationValues: JSON.stringify(configuration ?? {}),
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: props.conflicts ?? "OVERWRITE",
      ...credentials,
      tags: Object.keys(tags).length === 0 ? undefined : { ...tags },
      // Nodes need early ones all the time: those fail before anything is taken from them.
      lifecycle: isEarly
        ? undefined
        : {
            replaceTriggeredBy: [renewedWhenRoleGoes(cluster, name, "serviceAccountRoleArn" in credentials)],
          },
      dependsOn: [...(isEarly ? [cluster.resource] : cluster.stages.after("capacity")), ...permissions],
    });
    this.resource = new EksAddon(this, "this", overrides.merge("addon", config));
    cluster.stages.add(isEarly ? "prerequisites" : "controllers", this.resource);
    cluster.addons.push(name);
    overrides.end();
  }

  #version({ cluster, name, version }: AddonProps): string | undefined {
    if (version !== "latest") return version;
    const { version: latest } = new DataAwsEksAddonVersion(this, "latest", {
      addonName: name,
      kubernetesVersion: cluster.version,
      mostRecent: true,
    });
    return latest;
  }

  #roles(
    { cluster, name, credentials = { kind: "none" } }: AddonProps,
    overrides: Overrides<AddonResources>,
  ): AddonRoles {
    switch (credentials.kind) {
      case "none":
        return { permissions: [] };
      case "irsa": {
        const { identity } = credentials;
        const role = workloadRole(this, "role", {
          cluster,
          identity,
          purpose: name,
          override: { role: overrides.pass("role") },
        });
        return { serviceAccountRoleArn: role.arn, permissions: role.permissions };
      }
      case "pod-identity": {
        const roles = credentials.identities.map((identity) => {
          const account = identity.serviceAccount.name;
          const purpose = `${name}-${account}`;
          return {
            account,
            role: workloadRole(this, `role_${account}`, {
              cluster,
              identity,
              purpose,
              override: { role: overrides.pass("role") },
            }),
          };
        });
        return {
          podIdentityAssociation: roles.map(({ account, role }) => ({
            serviceAccount: account,
            roleArn: role.arn,
          })),
          permissions: roles.flatMap(({ role }) => role.permissions),
        };
      }
    }
  }
}
