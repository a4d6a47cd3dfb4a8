import { operation } from "../../../core/call.ts";
import { notFound } from "../errors.ts";
import { findCluster } from "../find.ts";
import { childKey, updates } from "../state.ts";

export const describeUpdate = operation("eks", "DescribeUpdate", (call) => {
  const { name, updateId, nodegroupName, addonName, capabilityName } = call.input;
  findCluster(call, name);
  const update = call.use(updates).get(childKey(name, updateId));
  const matches =
    update !== undefined &&
    update.nodegroupName === nodegroupName &&
    update.addonName === addonName &&
    update.capabilityName === capabilityName;
  if (!matches) throw notFound(`No update found for ID: ${updateId}`, { clusterName: name });
  return { update };
});
