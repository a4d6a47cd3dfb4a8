import { type Context, event } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import { disassociate } from "../address/association.ts";
import { remove } from "../kind.ts";
import { networkInterfaces } from "../network-interface/kind.ts";
import { volumes } from "../volume/kind.ts";
import { instances } from "./kind.ts";

export const instanceRunning = event<{ readonly id: string }>("ec2.instance-running", (context, { id }) => {
  if (context.use(instances.collection).get(id)?.state === "pending")
    context.use(instances.collection).patch(id, { state: "running" });
});

/** Begins to end an instance; nothing happens to one that is ending already. */
export function terminate(context: Context, id: string, reason: string): void {
  const state = context.use(instances.collection).get(id)?.state;
  if (state === undefined || state === "shutting-down" || state === "terminated") return;
  context.use(instances.collection).patch(id, {
    state: "shutting-down",
    StateTransitionReason: reason,
    StateReason: {
      Code: "Client.UserInitiatedShutdown",
      Message: "Client.UserInitiatedShutdown: User initiated shutdown",
    },
  });
  context.schedule(DURATIONS.instance.terminate, instanceTerminated, { id });
}

/** Its interfaces and volumes go with it, unless they are to stay; it is shown as terminated for about an hour. */
export const instanceTerminated = event<{ readonly id: string }>(
  "ec2.instance-terminated",
  (context, { id }) => {
    const instance = context.use(instances.collection).get(id);
    if (instance === undefined) return;
    for (const port of context.use(networkInterfaces.collection).list()) {
      if (port.Attachment?.InstanceId !== id) continue;
      if (port.Association?.AllocationId !== undefined) disassociate(context, port.Association.AllocationId);
      if (port.Attachment.DeleteOnTermination === true) {
        remove(context, networkInterfaces, port.NetworkInterfaceId);
      } else {
        const { Attachment: _gone, ...rest } = port;
        context
          .use(networkInterfaces.collection)
          .put(port.NetworkInterfaceId, { ...rest, Status: "available" });
      }
    }
    for (const volume of context.use(volumes.collection).list()) {
      if (!volume.Attachments?.some(({ InstanceId }) => InstanceId === id)) continue;
      if (instance.ownVolumes.includes(volume.VolumeId)) remove(context, volumes, volume.VolumeId);
      else context.use(volumes.collection).patch(volume.VolumeId, { State: "available", Attachments: [] });
    }
    context.use(instances.collection).patch(id, { state: "terminated" });
    context.schedule(3600, instanceForgotten, { id });
  },
);

export const instanceForgotten = event<{ readonly id: string }>(
  "ec2.instance-forgotten",
  (context, { id }) => {
    remove(context, instances, id);
  },
);
