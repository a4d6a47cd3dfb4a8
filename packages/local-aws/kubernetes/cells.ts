import { age } from "./age.ts";
import { at, type Json, listAt, numberAt, objectAt, stringsAt, textAt } from "./json.ts";
import type { KubeObject } from "./objects.ts";

export type Cell = (object: KubeObject, now: number) => Json;

export const text =
  (...path: readonly string[]): Cell =>
  (object) => {
    const value = at(object, ...path);
    return value === undefined || value === null || value === ""
      ? "<none>"
      : typeof value === "object"
        ? JSON.stringify(value)
        : String(value);
  };
export const count =
  (...path: readonly string[]): Cell =>
  (object) =>
    numberAt(object, ...path) ?? 0;
export const size =
  (...path: readonly string[]): Cell =>
  (object) =>
    Object.keys(objectAt(object, ...path)).length;
export const created: Cell = (object, now) => age(object.metadata.creationTimestamp, now);
export const selector =
  (...path: readonly string[]): Cell =>
  (object) => {
    const entries = Object.entries(stringsAt(object, ...path));
    return entries.length === 0 ? "<none>" : entries.map(([key, value]) => `${key}=${value}`).join(",");
  };
export const images: Cell = (object) =>
  listAt(object, "spec", "template", "spec", "containers")
    .map((one) => textAt(one, "image"))
    .join(",");
export const containers: Cell = (object) =>
  listAt(object, "spec", "template", "spec", "containers")
    .map((one) => textAt(one, "name"))
    .join(",");
export const ready: Cell = (object) =>
  `${numberAt(object, "status", "readyReplicas") ?? 0}/${numberAt(object, "spec", "replicas") ?? 0}`;
export const podReady: Cell = (object) => {
  const statuses = listAt(object, "status", "containerStatuses");
  return `${statuses.filter((one) => at(one, "ready") === true).length}/${listAt(object, "spec", "containers").length}`;
};
export const podStatus: Cell = (object) =>
  object.metadata.deletionTimestamp === undefined
    ? (textAt(object, "status", "reason") ??
      (textAt(object, "status", "phase") === "Succeeded"
        ? "Completed"
        : (textAt(object, "status", "phase") ?? "Unknown")))
    : "Terminating";

export const nodeStatus: Cell = (object) => {
  const condition = listAt(object, "status", "conditions").find((one) => textAt(one, "type") === "Ready");
  const state = textAt(condition, "status") === "True" ? "Ready" : "NotReady";
  return at(object, "spec", "unschedulable") === true ? `${state},SchedulingDisabled` : state;
};
export const nodeAddress =
  (type: string): Cell =>
  (object) =>
    textAt(
      listAt(object, "status", "addresses").find((one) => textAt(one, "type") === type),
      "address",
    ) ?? "<none>";

export const servicePorts: Cell = (object) =>
  listAt(object, "spec", "ports")
    .map(
      (port) =>
        `${numberAt(port, "port")}${at(port, "nodePort") === undefined ? "" : `:${numberAt(port, "nodePort")}`}/${textAt(port, "protocol")}`,
    )
    .join(",") || "<none>";
export const external: Cell = (object) => {
  const ingress = listAt(object, "status", "loadBalancer", "ingress").map(
    (one) => textAt(one, "hostname") ?? textAt(one, "ip"),
  );
  if (textAt(object, "spec", "type") === "ExternalName")
    return textAt(object, "spec", "externalName") ?? "<none>";
  return ingress.join(",") || (textAt(object, "spec", "type") === "LoadBalancer" ? "<pending>" : "<none>");
};
export const duration: Cell = (object, now) => {
  const start = textAt(object, "status", "startTime");
  return start === undefined
    ? ""
    : age(start, Date.parse(textAt(object, "status", "completionTime") ?? new Date(now).toISOString()));
};
export const role: Cell = (object) =>
  `${textAt(object, "roleRef", "kind")}/${textAt(object, "roleRef", "name")}`;
export const modes: Cell = (object) => {
  const short: Readonly<Record<string, string>> = {
    ReadWriteOnce: "RWO",
    ReadOnlyMany: "ROX",
    ReadWriteMany: "RWX",
    ReadWriteOncePod: "RWOP",
  };
  return listAt(object, "spec", "accessModes")
    .map((mode) => short[String(mode)] ?? String(mode))
    .join(",");
};
