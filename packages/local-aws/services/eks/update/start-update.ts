import { type Context, event } from "../../../core/call.ts";
import type * as Api from "../../../models/types/eks.d.ts";
import { inUse } from "../errors.ts";
import { replaceInstances } from "../nodegroup/capacity.ts";
import { addons, capabilities, childKey, clusters, nodegroups, type Update, updates } from "../state.ts";

interface Target {
  readonly clusterName: string;
  readonly nodegroupName?: string | undefined;
  readonly addonName?: string | undefined;
  readonly capabilityName?: string | undefined;
}

export interface UpdateRequest extends Target {
  readonly type: Api.UpdateType;
  readonly params: Readonly<Partial<Record<Api.UpdateParamType, unknown>>>;
  readonly change: Readonly<Record<string, unknown>>;
  readonly seconds: number;
  readonly roll?: boolean;
}

const sameTarget = (a: Target, b: Target) =>
  a.clusterName === b.clusterName &&
  a.nodegroupName === b.nodegroupName &&
  a.addonName === b.addonName &&
  a.capabilityName === b.capabilityName;

/** Changes the thing that an update is about; nothing if it is gone by now. */
function patchTarget(context: Context, target: Target, change: Readonly<Record<string, unknown>>): void {
  const { clusterName, nodegroupName, addonName, capabilityName } = target;
  const [definition, key] =
    nodegroupName !== undefined
      ? [nodegroups, childKey(clusterName, nodegroupName)]
      : addonName !== undefined
        ? [addons, childKey(clusterName, addonName)]
        : capabilityName !== undefined
          ? [capabilities, childKey(clusterName, capabilityName)]
          : [clusters, clusterName];
  const things = context.use(definition as typeof clusters);
  if (things.has(key)) things.patch(key, change);
}

/** Starts an update; its target shows UPDATING until it ends. Only one update of a target runs at a time. */
export function startUpdate(context: Context, request: UpdateRequest): Update {
  const { seconds, params, ...rest } = request;
  const running = context
    .use(updates)
    .list(`${request.clusterName}/`)
    .find((update) => update.status === "InProgress" && sameTarget(update, request));
  if (running !== undefined) {
    const what =
      request.nodegroupName === undefined
        ? `cluster ${request.clusterName}`
        : `nodegroup ${request.nodegroupName}`;
    throw inUse(`Cannot ${request.type} because ${what} currently has update ${running.id} in progress`, {
      clusterName: request.clusterName,
    });
  }
  const update: Update = {
    ...rest,
    id: context.ids.uuid(),
    status: "InProgress",
    params: Object.entries(params)
      .filter(([, value]) => value !== undefined)
      .map(([type, value]) => ({
        type: type as Api.UpdateParamType,
        value: typeof value === "string" ? value : JSON.stringify(value),
      })),
    createdAt: context.now,
    errors: [],
  };
  context.use(updates).put(childKey(request.clusterName, update.id), update);
  patchTarget(context, request, { status: "UPDATING" });
  context.schedule(seconds, updateDone, { key: childKey(request.clusterName, update.id) });
  return update;
}

/** An update that a fault has failed meanwhile leaves its target as it was. */
export const updateDone = event<{ readonly key: string }>("eks.update-done", (context, { key }) => {
  const update = context.use(updates).get(key);
  if (update === undefined) return;
  const at = { modifiedAt: context.now };
  const stamp =
    update.nodegroupName !== undefined ||
    update.addonName !== undefined ||
    update.capabilityName !== undefined
      ? at
      : {};
  if (update.status !== "InProgress") {
    patchTarget(context, update, { status: "ACTIVE" });
    return;
  }
  context.use(updates).patch(key, { status: "Successful" });
  patchTarget(context, update, { ...update.change, ...stamp, status: "ACTIVE" });
  if (update.roll && update.nodegroupName !== undefined)
    replaceInstances(context, update.clusterName, update.nodegroupName);
});
