import { admit } from "./admission.ts";
import { apply, trackUpdate } from "./apply.ts";
import { alreadyExists, conflict, Failure } from "./failure.ts";
import { at, equal, type JsonObject, listAt, textAt, withAt } from "./json.ts";
import { apiVersionOf, type Kind, keyOf, namespacesKey } from "./kinds.ts";
import { checkNamespace, newMetadata } from "./new-object.ts";
import type { KubeObject, Transaction } from "./objects.ts";
import { schemaOf } from "./schema.ts";
import { shaped, type WriteOptions, withoutNulls, withRules } from "./shape.ts";
import { prune } from "./validate.ts";

/** The object in the version that was asked for; only custom resources are served in several. */
export const present = (kind: Kind, object: KubeObject): KubeObject => ({
  ...object,
  apiVersion: apiVersionOf(kind),
  kind: kind.kind,
});

const stored = (kind: Kind, object: KubeObject): KubeObject =>
  kind.custom === undefined
    ? object
    : { ...object, apiVersion: apiVersionOf({ group: kind.group, version: kind.custom.storageVersion }) };

const withoutGeneration = new Set([
  "configmaps",
  "secrets",
  "serviceaccounts",
  "namespaces",
  "nodes",
  "services",
  "endpoints",
  "events",
  "persistentvolumes",
  "persistentvolumeclaims",
  "limitranges",
  "podtemplates",
  "resourcequotas",
  "leases.coordination.k8s.io",
  "endpointslices.discovery.k8s.io",
  "storageclasses.storage.k8s.io",
  "csinodes.storage.k8s.io",
  "apiservices.apiregistration.k8s.io",
  "certificatesigningrequests.certificates.k8s.io",
]);
const hasGeneration = (kind: Kind) =>
  !withoutGeneration.has(keyOf(kind)) && kind.group !== "rbac.authorization.k8s.io";

const hasStatus = (kind: Kind) => kind.subresources.includes("status");

const withoutStatus = (kind: Kind, object: KubeObject): KubeObject =>
  hasStatus(kind) && keyOf(kind) !== namespacesKey ? withAt(object, ["status"], undefined) : object;

const managerOf = (transaction: Transaction, options: WriteOptions) => ({
  name: options.manager,
  subresource: options.subresource,
  timestamp: transaction.timestamp,
});

/** Checks, completes and stores a new object whose fields already have their owners, or none yet. */
function store(transaction: Transaction, kind: Kind, object: KubeObject): KubeObject {
  const { metadata } = object;
  checkNamespace(transaction, kind, metadata);
  if (transaction.get(keyOf(kind), metadata.namespace, metadata.name) !== undefined)
    throw alreadyExists(kind, metadata.name);
  const admitted = withRules(kind, admit(transaction, kind, withoutStatus(kind, object)), undefined);
  const generation = hasGeneration(kind) ? { generation: 1 } : {};
  return transaction.put(
    keyOf(kind),
    stored(kind, { ...admitted, metadata: { ...admitted.metadata, ...generation } }),
  );
}

export function create(
  transaction: Transaction,
  kind: Kind,
  namespace: string | undefined,
  body: JsonObject,
  options: WriteOptions,
): KubeObject {
  const object = shaped(kind, newMetadata(transaction, kind, namespace, body), options);
  return store(transaction, kind, trackUpdate(kind, undefined, object, managerOf(transaction, options)));
}

/** The parts of an update that only the server decides, and its checks. */
function finish(
  transaction: Transaction,
  kind: Kind,
  before: KubeObject,
  after: KubeObject,
  subresource: string | undefined,
): KubeObject {
  const {
    uid,
    creationTimestamp,
    deletionTimestamp,
    deletionGracePeriodSeconds,
    generation,
    resourceVersion,
    namespace,
  } = before.metadata;
  if (after.metadata.uid !== undefined && after.metadata.uid !== uid) {
    throw conflict(
      kind,
      before.metadata.name,
      `Precondition failed: UID in precondition: ${after.metadata.uid}, UID in object meta: ${uid}`,
    );
  }
  const kept = {
    ...(namespace === undefined ? {} : { namespace }),
    ...(generation === undefined ? {} : { generation }),
    ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
    ...(deletionGracePeriodSeconds === undefined ? {} : { deletionGracePeriodSeconds }),
    uid,
    creationTimestamp,
    resourceVersion,
  };
  const status = subresource === "status" || !hasStatus(kind) ? after["status"] : before["status"];
  const whole = {
    ...withAt(after, ["status"], status),
    metadata: { ...after.metadata, ...kept },
  } as KubeObject;
  if (subresource === undefined) withRules(kind, whole, before);
  const { metadata: oldMetadata, status: _old, apiVersion: _oldVersion, ...oldRest } = before;
  const { metadata: newMetadata, status: _new, apiVersion: _newVersion, ...newRest } = whole;
  const changed = {
    ...whole,
    metadata: {
      ...newMetadata,
      ...(hasGeneration(kind) && !equal(oldRest, newRest) ? { generation: (generation ?? 0) + 1 } : {}),
    },
  } as KubeObject;
  const same = (object: KubeObject) => ({
    ...object,
    apiVersion: "",
    metadata: { ...object.metadata, managedFields: [] },
  });
  // A write that changes nothing makes no new version.
  if (equal(same(changed), same({ ...before, metadata: oldMetadata }))) {
    const owners = (object: KubeObject) =>
      (object.metadata.managedFields ?? []).map(({ time: _, ...entry }) => entry);
    if (equal(owners(changed), owners(before))) return before;
  }
  const result = transaction.put(keyOf(kind), stored(kind, changed));
  if (deletionTimestamp === undefined || !isReleased(result)) return result;
  transaction.remove(keyOf(kind), result);
  return result;
}

/** True when nothing holds a deleted object any more. */
export const isReleased = (object: KubeObject): boolean =>
  (object.metadata.finalizers ?? []).length === 0 &&
  (object.kind !== "Namespace" || listAt(object, "spec", "finalizers").length === 0);

function checkVersion(kind: Kind, before: KubeObject, body: unknown): void {
  const wanted = textAt(body, "metadata", "resourceVersion");
  if (wanted === undefined || wanted === "" || wanted === before.metadata.resourceVersion) return;
  throw conflict(
    kind,
    before.metadata.name,
    "the object has been modified; please apply your changes to the latest version and try again",
  );
}

/** Replaces an object, or with `options.subresource` only that part of it. */
export function update(
  transaction: Transaction,
  kind: Kind,
  before: KubeObject,
  body: JsonObject,
  options: WriteOptions,
): KubeObject {
  checkVersion(kind, before, body);
  const name = textAt(body, "metadata", "name") ?? before.metadata.name;
  if (name !== before.metadata.name)
    throw new Failure(
      "BadRequest",
      `the name of the object (${name}) does not match the name on the URL (${before.metadata.name})`,
    );
  const whole =
    options.subresource === undefined
      ? body
      : ({ ...before, [options.subresource]: at(body, options.subresource) } as JsonObject);
  const { metadata } = whole as KubeObject;
  const after = shaped(kind, { ...whole, metadata: { ...metadata, name } }, options);
  const kept = { ...present(kind, before) };
  // Defaults that the server drew at random or from elsewhere hold when the body leaves them out.
  const admitted = options.subresource === undefined ? admit(transaction, kind, after, kept) : after;
  const tracked = trackUpdate(kind, kept, admitted, managerOf(transaction, options));
  return finish(transaction, kind, before, tracked, options.subresource);
}

/** Server-side apply of a body that may be a part of an object only. */
export function applyObject(
  transaction: Transaction,
  kind: Kind,
  namespace: string | undefined,
  before: KubeObject | undefined,
  body: JsonObject,
  force: boolean,
  options: WriteOptions,
): KubeObject {
  if (listAt(body, "metadata", "managedFields").length > 0)
    throw new Failure("BadRequest", "metadata.managedFields must be nil");
  const manager = managerOf(transaction, options);
  // What the manager gives must be of the right form by itself: `merged` objects hold no unknown fields any more.
  const { value, unknown } = prune(
    { apiVersion: apiVersionOf(kind), kind: kind.kind, ...body },
    schemaOf(kind),
  );
  if (unknown.length > 0 && options.fieldValidation === "Strict") {
    throw new Failure(
      "BadRequest",
      `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: strict decoding error: ${unknown.map((path) => `unknown field "${path}"`).join(", ")}`,
    );
  }
  const given = withoutNulls(value) as JsonObject;
  if (before === undefined) {
    const merged = apply(kind, undefined, newMetadata(transaction, kind, namespace, given), manager, force);
    const { managedFields } = merged.metadata;
    const object = shaped(kind, merged, options);
    return store(transaction, kind, {
      ...object,
      metadata: { ...object.metadata, ...(managedFields === undefined ? {} : { managedFields }) },
    });
  }
  checkVersion(kind, before, body);
  const live = present(kind, before);
  const merged = apply(kind, live, given, manager, force);
  const after = shaped(
    kind,
    options.subresource === undefined
      ? merged
      : { ...live, metadata: merged.metadata, [options.subresource]: merged[options.subresource] },
    options,
  );
  const admitted = options.subresource === undefined ? admit(transaction, kind, after, live) : after;
  return finish(transaction, kind, before, admitted, options.subresource);
}
