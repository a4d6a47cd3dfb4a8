import { admitCreator, admitNodes, nodeEntryType } from "../access/access-entry.ts";
import { invalidParameter } from "../errors.ts";
import { type Cluster, fargateProfiles, nodegroups } from "../state.ts";
import type { Planned, UpdateCall } from "./planned-update.ts";

export function authentication(call: UpdateCall, cluster: Cluster): Planned | undefined {
  const mode = call.input.accessConfig?.authenticationMode;
  if (mode === undefined) return undefined;
  const order = ["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"] as const;
  const step = order.indexOf(mode) - order.indexOf(cluster.accessConfig.authenticationMode ?? "CONFIG_MAP");
  if (step !== 1) {
    throw invalidParameter(
      `Unsupported authentication mode update from ${cluster.accessConfig.authenticationMode} to ${mode}`,
      { clusterName: cluster.name },
    );
  }
  if (mode === "API_AND_CONFIG_MAP") admitKnown(call, cluster);
  return {
    type: "AccessConfigUpdate",
    params: { AuthenticationMode: mode },
    change: { accessConfig: { ...cluster.accessConfig, authenticationMode: mode } },
  };
}

/** Whom EKS has let in by itself so far gets entries. */
function admitKnown(call: UpdateCall, { name, creatorArn }: Cluster): void {
  admitCreator(call, name, creatorArn);
  for (const { nodeRole, amiType } of call.use(nodegroups).list(`${name}/`))
    admitNodes(call, name, nodeRole, nodeEntryType(amiType));
  for (const { podExecutionRoleArn } of call.use(fargateProfiles).list(`${name}/`))
    admitNodes(call, name, podExecutionRoleArn, "FARGATE_LINUX");
}
