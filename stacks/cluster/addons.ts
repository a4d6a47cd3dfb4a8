import type { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Addon } from "../../modules/addons/addon.ts";
import { configurationJson } from "../../modules/addons/configuration.ts";
import { isBeforeCompute } from "../../modules/aws/addons.ts";
import type { AddonSpec } from "../../modules/config/spec.ts";
import type { ControlPlane } from "../../modules/control-plane/control-plane.ts";
import type { OidcProvider } from "../../modules/iam/oidc-provider.ts";
import { addonRoles } from "./addon-role.ts";
import type { ClusterContext } from "./context.ts";

/**
 * Add-ons that nodes need to join come before compute. The others wait for capacity: EKS calls them degraded while their
 * pods find no node, and Terraform waits for that to end.
 */
export type AddonStage = "before compute" | "after compute";

/** The add-ons of one stage. */
export function addAddons(
  stack: Construct,
  context: ClusterContext,
  cluster: ControlPlane,
  oidc: OidcProvider | undefined,
  stage: AddonStage,
  after: readonly ITerraformDependable[],
): readonly EksAddon[] {
  return context.spec.addons
    .filter(({ name }) => isBeforeCompute(name) === (stage === "before compute"))
    .map((addon) => addAddon(stack, context, cluster, oidc, addon, after));
}

const CONFLICTS = { none: "NONE", overwrite: "OVERWRITE", preserve: "PRESERVE" } as const;

function addAddon(
  stack: Construct,
  context: ClusterContext,
  cluster: ControlPlane,
  oidc: OidcProvider | undefined,
  addon: AddonSpec,
  after: readonly ITerraformDependable[],
): EksAddon {
  const place = new Construct(stack, `addon_${addon.name}`);
  const { permissions, ...credentials } = addonRoles(place, addon, context, oidc);
  const configurationValues = configurationJson(addon.configurationValues, implied(addon, context));
  return new Addon(place, "this", {
    clusterName: cluster.name,
    name: addon.name,
    ...(addon.version !== undefined && addon.version !== "" && { version: addon.version }),
    ...(configurationValues !== undefined && { configurationValues }),
    resolveConflictsOnUpdate: CONFLICTS[addon.resolveConflicts],
    ...credentials,
    ...(addon.tags !== undefined && { tags: addon.tags }),
    after: [...after, ...permissions],
  }).resource;
}

/** Settings that follow from the rest of the file, unless the file sets them itself. */
function implied(addon: AddonSpec, { spec }: ClusterContext): Readonly<Record<string, unknown>> {
  const onlyFargate = spec.managedNodeGroups.length === 0 && spec.fargateProfiles.length > 0;
  // Its pods carry an annotation that keeps them off Fargate otherwise.
  if (addon.name === "coredns" && onlyFargate) return { computeType: "Fargate" };
  return {};
}
