import { operation } from "../../../core/call.ts";
import { invalidParameter } from "../errors.ts";
import { findAccessEntry } from "../find.ts";
import { accessEntries, childKey } from "../state.ts";
import { describedEntry } from "./access-entry.ts";
import { requireUsername } from "./create-access-entry.ts";

export const updateAccessEntry = operation("eks", "UpdateAccessEntry", (call) => {
  const { clusterName, principalArn, kubernetesGroups, username } = call.input;
  const entry = findAccessEntry(call, clusterName, principalArn);
  if (entry.type !== "STANDARD")
    throw invalidParameter(`An access entry of type ${entry.type} can't be updated`, { clusterName });
  requireUsername(clusterName, username);
  const updated = call.use(accessEntries).patch(childKey(clusterName, principalArn), {
    kubernetesGroups: kubernetesGroups ?? entry.kubernetesGroups,
    username: username ?? entry.username,
    modifiedAt: call.now,
  });
  return { accessEntry: describedEntry(updated) };
});
