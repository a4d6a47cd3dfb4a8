import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { AccessEntry } from "../../modules/access/access-entry.ts";
import { notTheCreator } from "../../modules/access/creator-collision.ts";
import { principalKeys } from "../../modules/access/principal-key.ts";
import type { ControlPlane } from "../../modules/control-plane/control-plane.ts";
import type { ClusterContext } from "./context.ts";

/** The access entries of the file, and what must exist before their principals can use the cluster. */
export function addAccess(
  stack: Construct,
  { spec, caller }: ClusterContext,
  cluster: ControlPlane,
): readonly ITerraformDependable[] {
  const entries = spec.accessConfig.accessEntries ?? [];
  const keys = principalKeys(entries.map(({ principalARN }) => principalARN));
  return entries.flatMap((entry, index) => {
    const { grants } = new AccessEntry(stack, `access_${keys[index]}`, {
      clusterName: cluster.name,
      principalArn: entry.principalARN,
      ...(entry.type !== undefined && { type: entry.type }),
      ...(entry.kubernetesGroups !== undefined && { kubernetesGroups: entry.kubernetesGroups }),
      ...(entry.kubernetesUsername !== undefined && { userName: entry.kubernetesUsername }),
      ...(spec.accessConfig.bootstrapClusterCreatorAdminPermissions && {
        precondition: notTheCreator(caller, {
          principalArn: entry.principalARN,
          clusterExists: cluster.exists,
        }),
      }),
      policies: (entry.accessPolicies ?? []).map(({ policyARN, accessScope }) => ({
        policyArn: policyARN,
        ...(accessScope.type === "namespace" && { namespaces: accessScope.namespaces ?? [] }),
      })),
    });
    return grants;
  });
}
