import { operation } from "../../../core/call.ts";
import { findAddon, findCluster } from "../find.ts";
import { describedAddon } from "./described-addon.ts";

export const describeAddon = operation("eks", "DescribeAddon", (call) => {
  const { clusterName, addonName } = call.input;
  return {
    addon: describedAddon(call, findCluster(call, clusterName), findAddon(call, clusterName, addonName)),
  };
});
