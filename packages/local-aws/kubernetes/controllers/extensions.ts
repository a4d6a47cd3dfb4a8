import { remove } from "../deletion.ts";
import { at, listAt, objectAt, textAt } from "../json.ts";
import { crdsKey } from "../kinds.ts";
import type { KubeObject } from "../objects.ts";
import { customKinds } from "../registry.ts";
import { type Controller, isBeingDeleted, type Round, save, setStatus, withCondition } from "./round.ts";

const apiServices = "apiservices.apiregistration.k8s.io";
const cleanup = "customresourcecleanup.apiextensions.k8s.io";

function establish({ transaction }: Round, crd: KubeObject): void {
  const finalizers = crd.metadata.finalizers ?? [];
  const held = finalizers.includes(cleanup)
    ? crd
    : { ...crd, metadata: { ...crd.metadata, finalizers: [...finalizers, cleanup] } };
  const names = withCondition(
    listAt(crd, "status", "conditions"),
    { type: "NamesAccepted", status: "True", reason: "NoConflicts", message: "no conflicts found" },
    transaction.timestamp,
  );
  const conditions = withCondition(
    names,
    {
      type: "Established",
      status: "True",
      reason: "InitialNamesAccepted",
      message: "the initial names have been accepted",
    },
    transaction.timestamp,
  );
  const current = listAt(crd, "spec", "versions").find((version) => at(version, "storage") === true);
  const version = textAt(current, "name") ?? "";
  const storedVersions = [...new Set([...listAt(crd, "status", "storedVersions").map(String), version])];
  setStatus(transaction, crdsKey, held, {
    acceptedNames: objectAt(crd, "spec", "names"),
    conditions,
    storedVersions,
  });
}

/** A definition goes only after its last object went. */
function withdraw({ transaction, registry }: Round, crd: KubeObject): void {
  const [kind] = customKinds(crd);
  const key = crd.metadata.name;
  if (kind !== undefined)
    for (const object of transaction.list(key)) remove(transaction, kind, object, "Background", registry);
  if (transaction.list(key).length > 0) return;
  const finalizers = (crd.metadata.finalizers ?? []).filter((one) => one !== cleanup);
  if (finalizers.length === 0) transaction.remove(crdsKey, crd);
  else save(transaction, crdsKey, { ...crd, metadata: { ...crd.metadata, finalizers } });
}

function availability({ transaction }: Round, service: KubeObject): void {
  const namespace = textAt(service, "spec", "service", "namespace");
  const name = textAt(service, "spec", "service", "name");
  const isLocal = name === undefined;
  const endpoints = isLocal ? undefined : transaction.get("endpoints", namespace, name);
  const isUp =
    isLocal || listAt(endpoints, "subsets").some((subset) => listAt(subset, "addresses").length > 0);
  const condition = isLocal
    ? {
        type: "Available",
        status: "True" as const,
        reason: "Local",
        message: "Local APIServices are always available",
      }
    : isUp
      ? { type: "Available", status: "True" as const, reason: "Passed", message: "all checks passed" }
      : {
          type: "Available",
          status: "False" as const,
          reason: "MissingEndpoints",
          message: `endpoints for service/${name} in "${namespace}" have no addresses with port name "https"`,
        };
  const conditions = withCondition(listAt(service, "status", "conditions"), condition, transaction.timestamp);
  setStatus(transaction, apiServices, service, { conditions });
}

/** Custom resources become known, API services available. */
export const extensions: Controller = (round) => {
  for (const crd of round.transaction.list(crdsKey)) {
    if (isBeingDeleted(crd)) withdraw(round, crd);
    else establish(round, crd);
  }
  for (const service of round.transaction.list(apiServices)) availability(round, service);
};
