import { operation } from "../../../core/call.ts";
import { findCluster } from "../find.ts";
import { updates } from "../state.ts";

export const listUpdates = operation("eks", "ListUpdates", (call) => {
  const { name, nodegroupName, addonName, capabilityName } = call.input;
  findCluster(call, name);
  const matching = call
    .use(updates)
    .list(`${name}/`)
    .filter(
      (update) =>
        update.nodegroupName === nodegroupName &&
        update.addonName === addonName &&
        update.capabilityName === capabilityName,
    );
  return { updateIds: matching.map((update) => update.id) };
});
