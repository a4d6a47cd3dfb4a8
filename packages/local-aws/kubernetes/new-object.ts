import { Failure, invalid } from "./failure.ts";
import type { JsonObject } from "./json.ts";
import { type Kind, namespacesKey } from "./kinds.ts";
import type { Metadata, Transaction } from "./objects.ts";

export function checkNamespace(transaction: Transaction, kind: Kind, metadata: Metadata): void {
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
export function newMetadata(
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
