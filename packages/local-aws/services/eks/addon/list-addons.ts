import { operation } from "../../../core/call.ts";
import { findCluster } from "../find.ts";
import { addons } from "../state.ts";

export const listAddons = operation("eks", "ListAddons", (call) => {
  const { name } = findCluster(call, call.input.clusterName);
  return {
    addons: call
      .use(addons)
      .list(`${name}/`)
      .map((addon) => addon.addonName),
  };
});
