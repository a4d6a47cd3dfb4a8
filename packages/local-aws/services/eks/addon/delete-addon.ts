import { event, operation } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import { inUse } from "../errors.ts";
import { findAddon } from "../find.ts";
import { addons, childKey } from "../state.ts";
import { dropIdentities } from "./identities.ts";
import { preservedAddons } from "./preserved.ts";

export const deleteAddon = operation("eks", "DeleteAddon", (call) => {
  const { clusterName, addonName, preserve } = call.input;
  const addon = findAddon(call, clusterName, addonName);
  if (addon.status === "DELETING")
    throw inUse(`Addon ${addonName} is being deleted already`, { clusterName, addonName });
  if (addon.status === "UPDATING")
    throw inUse(`Addon ${addonName} has an update in progress`, { clusterName, addonName });
  const key = childKey(clusterName, addonName);
  if (preserve === true) call.use(preservedAddons).put(key, true);
  dropIdentities(call, addon);
  const deleting = call.use(addons).patch(key, { status: "DELETING", modifiedAt: call.now });
  call.schedule(DURATIONS.addon.delete, addonGone, { key, arn: addon.addonArn });
  return { addon: deleting };
});

export const addonGone = event<{ readonly key: string; readonly arn: string }>(
  "eks.addon-gone",
  ({ use }, { key, arn }) => {
    const addon = use(addons).get(key);
    if (addon?.addonArn === arn && addon.status === "DELETING") use(addons).delete(key);
  },
);
