import { admit } from "./admission.ts";
import { apply, trackUpdate } from "./apply.ts";
import { withDefaults } from "./defaults.ts";
import { alreadyExists, type Cause, conflict, Failure, invalid } from "./failure.ts";
import { at, equal, isObject, type Json, type JsonObject, listAt, textAt, withAt } from "./json.ts";
import { apiVersionOf, type Kind, keyOf, namespacesKey } from "./kinds.ts";
import type { KubeObject, Metadata, Transaction } from "./objects.ts";
import { objectFaults } from "./rules.ts";
import { schemaOf } from "./schema.ts";
import { prune, schemaFaults, withSchemaDefaults } from "./validate.ts";

/** How a write is to be done and recorded. */
export interface WriteOptions {
  /** Who writes, for `managedFields`. */
  readonly manager: string;
  readonly fieldValidation: "Strict" | "Warn" | "Ignore";
  readonly subresource?: string | undefined;
  /** Collects what is worth a warning header. */
  readonly warnings: string[];
}

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

/** Checks the body's form, takes out what the schema doesn't know, fills in defaults. */
function shaped(kind: Kind, body: JsonObject, options: WriteOptions): KubeObject {
  const expected = apiVersionOf(kind);
  const { apiVersion = expected, kind: name = kind.kind } = body;
  if (apiVersion !== expected || name !== kind.kind) {
    throw new Failure(
      "BadRequest",
      `the object provided is unrecognized (must be of type ${kind.kind}): ${apiVersion} ${name} does not match the expected ${expected} ${kind.kind}`,
    );
  }
  if (!isObject(body["metadata"] ?? {}))
    throw new Failure(
      "BadRequest",
      `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: metadata is not an object`,
    );
  const schema = schemaOf(kind);
  const { value, unknown } = prune({ ...body, apiVersion: expected, kind: kind.kind }, schema);
  if (unknown.length > 0 && options.fieldValidation === "Strict") {
    const faults = unknown.map((path) => `unknown field "${path}"`).join(", ");
    throw new Failure(
      "BadRequest",
      `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: strict decoding error: ${faults}`,
    );
  }
  if (options.fieldValidation === "Warn")
    options.warnings.push(...unknown.map((path) => `unknown field "${path}"`));
  const filled =
    kind.custom === undefined
      ? withDefaults(kind, value as KubeObject)
      : (withSchemaDefaults(value, schema) as KubeObject);
  const faults = schemaFaults(withoutNulls(filled), schema);
  const wrongType = faults.find(({ reason }) => reason === "FieldValueTypeInvalid");
  // Built-in kinds fail to decode before they are validated.
  if (wrongType !== undefined && kind.custom === undefined) {
    throw new Failure(
      "BadRequest",
      `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: ${wrongType.field}: ${wrongType.message}`,
    );
  }
  return checked(kind, withoutNulls(filled) as KubeObject, faults);
}

/** Members given as null count as left out. */
function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([, child]) => child !== null && child !== undefined);
  return Object.fromEntries(kept.map(([key, child]) => [key, withoutNulls(child as Json)]));
}

function checked(kind: Kind, object: KubeObject, faults: readonly Cause[]): KubeObject {
  // Members that the built-in rules report in their own words are not reported twice.
  const own =
    kind.custom === undefined ? faults.filter(({ reason }) => reason !== "FieldValueRequired") : faults;
  if (own.length > 0) throw invalid(kind, object.metadata.name ?? "", own);
  return object;
}

function withRules(kind: Kind, object: KubeObject, before: KubeObject | undefined): KubeObject {
  const faults = objectFaults(kind, object, before);
  if (faults.length > 0) throw invalid(kind, object.metadata.name, faults);
  return object;
}

const hasStatus = (kind: Kind) => kind.subresources.includes("status");

const withoutStatus = (kind: Kind, object: KubeObject): KubeObject =>
  hasStatus(kind) && keyOf(kind) !== namespacesKey ? withAt(object, ["status"], undefined) : object;

function checkNamespace(transaction: Transaction, kind: Kind, metadata: Metadata): void {
  if (!kind.namespaced) return;
  const namespace = transaction.get(namespacesKey, undefined, metadata.namespace ?? "");
  if (namespace === undefined) {
    throw new Failure("NotFound", `namespaces "${metadata.namespace}" not found`, {
      name: metadata.namespace,
      kind: "namespaces",
    });
  }
  if (namespace.metadata.deletionTimestamp === undefined) return;
  const name = metadata.name;
  throw new Failure(
    "Forbidden",
    `${kind.plural}${kind.group === "" ? "" : `.${kind.group}`} "${name}" is forbidden: unable to create new content in namespace ${metadata.namespace} because it is being terminated`,
    {
      name,
      kind: kind.plural,
      causes: [
        {
          reason: "NamespaceTerminating",
          message: `namespace ${metadata.namespace} is being terminated`,
          field: "metadata.namespace",
        },
      ],
    },
  );
}

/** Name, namespace and the members that only the server sets. */
function newMetadata(
  transaction: Transaction,
  kind: Kind,
  namespace: string | undefined,
  body: JsonObject,
): JsonObject {
  const given = (body["metadata"] ?? {}) as Metadata;
  if (
    kind.namespaced &&
    given.namespace !== undefined &&
    given.namespace !== "" &&
    given.namespace !== namespace
  ) {
    throw new Failure(
      "BadRequest",
      `the namespace of the provided object does not match the namespace sent on the request`,
    );
  }
  const name =
    given.name ??
    (given.generateName === undefined ? undefined : `${given.generateName}${transaction.suffix(5)}`);
  if (name === undefined || name === "") {
    throw invalid(kind, "", [
      {
        reason: "FieldValueRequired",
        field: "metadata.name",
        message: "Required value: name or generateName is required",
      },
    ]);
  }
  const {
    uid,
    resourceVersion,
    generation,
    creationTimestamp,
    deletionTimestamp,
    deletionGracePeriodSeconds,
    namespace: _,
    managedFields,
    ...kept
  } = given;
  return {
    ...body,
    metadata: { ...kept, name, ...(kind.namespaced && namespace !== undefined ? { namespace } : {}) },
  };
}

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

export function checkVersion(kind: Kind, before: KubeObject, body: unknown): void {
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
