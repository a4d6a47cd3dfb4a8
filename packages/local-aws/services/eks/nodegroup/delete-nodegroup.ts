import { event, operation } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import { dismissNodes } from "../access/access-entry.ts";
import { inUse } from "../errors.ts";
import { findNodegroup } from "../find.ts";
import { childKey, nodegroups, updates } from "../state.ts";
import { deleteCapacity } from "./capacity.ts";

export const deleteNodegroup = operation("eks", "DeleteNodegroup", (call) => {
  const { clusterName, nodegroupName } = call.input;
  const group = findNodegroup(call, clusterName, nodegroupName);
  if (group.status === "DELETING") {
    throw inUse(`Cannot delete nodegroup ${nodegroupName}: it is being deleted already`, {
      clusterName,
      nodegroupName,
    });
  }
  const running = call
    .use(updates)
    .list(`${clusterName}/`)
    .find((update) => update.nodegroupName === nodegroupName && update.status === "InProgress");
  if (running !== undefined) {
    throw inUse(`Nodegroup ${nodegroupName} has update ${running.id} in progress`, {
      clusterName,
      nodegroupName,
    });
  }
  const deleting = call
    .use(nodegroups)
    .patch(childKey(clusterName, nodegroupName), { status: "DELETING", modifiedAt: call.now });
  call.schedule(DURATIONS.nodegroup.delete, nodegroupGone, {
    key: childKey(clusterName, nodegroupName),
    arn: group.nodegroupArn,
  });
  return { nodegroup: deleting };
});

export const nodegroupGone = event<{ readonly key: string; readonly arn: string }>(
  "eks.nodegroup-gone",
  (context, { key, arn }) => {
    const group = context.use(nodegroups).get(key);
    if (group?.nodegroupArn !== arn || group.status !== "DELETING") return;
    deleteCapacity(context, group);
    context.use(nodegroups).delete(key);
    dismissNodes(context, group.clusterName, group.nodeRole);
  },
);
