import { operation } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import type { ArgoCdRoleMapping } from "../../../models/types/eks.d.ts";
import { invalidParameter } from "../errors.ts";
import { findCapability } from "../find.ts";
import { startUpdate } from "../update/start-update.ts";

export const updateCapability = operation("eks", "UpdateCapability", (call) => {
  const { clusterName, capabilityName, roleArn, configuration, deletePropagationPolicy } = call.input;
  const capability = findCapability(call, clusterName, capabilityName);
  const before = capability.configuration?.argoCd;
  const asked = configuration?.argoCd;
  if (asked !== undefined && before === undefined)
    throw invalidParameter("configuration.argoCd is only for capabilities of type ARGOCD", { clusterName });
  const { addOrUpdateRoleMappings: added = [], removeRoleMappings: removed = [] } =
    asked?.rbacRoleMappings ?? {};
  const named = (list: readonly ArgoCdRoleMapping[], role: string) =>
    list.some((mapping) => mapping.role === role);
  const rbacRoleMappings = [
    ...(before?.rbacRoleMappings ?? []).filter(({ role }) => !named(added, role) && !named(removed, role)),
    ...added,
  ];
  const update = startUpdate(call, {
    clusterName,
    capabilityName,
    type: "ConfigUpdate",
    params: {},
    change: {
      roleArn: roleArn ?? capability.roleArn,
      deletePropagationPolicy: deletePropagationPolicy ?? capability.deletePropagationPolicy,
      ...(asked !== undefined && {
        configuration: {
          argoCd: {
            ...before,
            rbacRoleMappings,
            networkAccess: asked.networkAccess ?? before?.networkAccess,
          },
        },
      }),
    },
    seconds: DURATIONS.capability.update,
  });
  return { update };
});
