import { reviewKinds } from "./built-in-kinds.ts";
import { checkPreconditions, propagationOf, remove } from "./deletion.ts";
import type { Answer, Exchange, streaming } from "./exchange.ts";
import { Failure, notFound } from "./failure.ts";
import { isObject, type JsonObject, textAt } from "./json.ts";
import { apiVersionOf, type Kind, keyOf } from "./kinds.ts";
import { filterOf, list, shaped, watchKind } from "./lists.ts";
import type { KubeObject, Transaction } from "./objects.ts";
import { applyPatchType, patched } from "./patch.ts";
import { parseBody, parseObject } from "./request.ts";
import { applyObject, create, present, update } from "./resources.ts";
import { review } from "./reviews.ts";
import type { WriteOptions } from "./shape.ts";
import { bind, evict, requestToken, scaleOf, setScale, unserved } from "./subresources.ts";

const contentTypeOf = ({ request }: Exchange) =>
  (request.headers["content-type"] ?? "application/json").split(";")[0] ?? "";

function writeOptions(exchange: Exchange): WriteOptions {
  const { query, request, target, warnings } = exchange;
  const wanted = query.get("fieldValidation") ?? "Warn";
  if (!["Strict", "Warn", "Ignore"].includes(wanted)) {
    throw new Failure(
      "BadRequest",
      `fieldValidation: Unsupported value: "${wanted}": supported values: "Ignore", "Strict", "Warn"`,
    );
  }
  // Clients that don't say who they are are known by the first word of their user agent.
  const agent = (request.headers["user-agent"] ?? "unknown").split("/")[0] ?? "unknown";
  return {
    manager: query.get("fieldManager") ?? agent,
    fieldValidation: wanted as WriteOptions["fieldValidation"],
    subresource: target.subresource,
    warnings,
  };
}

function isDryRun({ query }: Exchange): boolean {
  const wanted = query.getAll("dryRun");
  if (wanted.length === 0) return false;
  if (wanted.some((one) => one !== "All")) {
    throw new Failure(
      "Invalid",
      `invalid: dryRun: Unsupported value: "${wanted.join(",")}": supported values: "All"`,
    );
  }
  return true;
}

function existing(transaction: Pick<Transaction, "get">, kind: Kind, exchange: Exchange): KubeObject {
  const { namespace, name = "" } = exchange.target;
  const found = transaction.get(keyOf(kind), kind.namespaced ? namespace : undefined, name);
  if (found === undefined) throw notFound(kind, name);
  return found;
}

function post(exchange: Exchange, kind: Kind): Answer {
  const { target, objects, request, body } = exchange;
  const object = parseObject(body, request.headers["content-type"] ?? "");
  if (reviewKinds.includes(kind))
    return { status: 201, body: review({ ...exchange, kind, namespace: target.namespace, body: object }) };
  const { subresource } = target;
  return objects.transact((transaction) => {
    if (subresource === undefined) {
      const made = present(kind, create(transaction, kind, target.namespace, object, writeOptions(exchange)));
      return { status: 201, body: shaped(exchange, kind, made, [made]) };
    }
    const owner = existing(transaction, kind, exchange);
    if (kind.plural === "pods" && subresource === "eviction")
      return { status: 201, body: evict(transaction, owner) };
    if (kind.plural === "pods" && subresource === "binding")
      return { status: 201, body: bind(transaction, owner, object) };
    if (kind.plural === "serviceaccounts" && subresource === "token") {
      return { status: 201, body: requestToken(transaction, owner, object, exchange.signingKey) };
    }
    throw unserved(kind, owner.metadata.name, subresource);
  }, isDryRun(exchange));
}

/** Puts a body in the place of the object, or of the subresource that the address names. */
function put(
  transaction: Transaction,
  exchange: Exchange,
  kind: Kind,
  before: KubeObject,
  body: JsonObject,
): JsonObject {
  const { subresource } = exchange.target;
  const options = writeOptions(exchange);
  if (subresource === "scale") return setScale(transaction, kind, before, body, options);
  if (subresource === "finalize" || subresource === "approval") {
    const part = subresource === "finalize" ? "spec" : "status";
    return present(kind, update(transaction, kind, before, body, { ...options, subresource: part }));
  }
  if (subresource !== undefined && subresource !== "status")
    throw unserved(kind, before.metadata.name, subresource);
  return present(kind, update(transaction, kind, before, body, options));
}

function replace(exchange: Exchange, kind: Kind): Answer {
  const body = parseObject(exchange.body, exchange.request.headers["content-type"] ?? "");
  return exchange.objects.transact(
    (transaction) => ({
      status: 200,
      body: put(transaction, exchange, kind, existing(transaction, kind, exchange), body),
    }),
    isDryRun(exchange),
  );
}

function patch(exchange: Exchange, kind: Kind): Answer {
  const { target, objects, query } = exchange;
  const type = contentTypeOf(exchange);
  const change = parseBody(exchange.body, type);
  return objects.transact((transaction) => {
    if (type === applyPatchType) return serverSideApply(transaction, exchange, kind, change);
    const before = existing(transaction, kind, exchange);
    if (query.get("force") !== null)
      throw new Failure(
        "Invalid",
        `PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch`,
      );
    const live = present(kind, before);
    const base = target.subresource === "scale" ? (scaleOf(kind, before) as KubeObject) : live;
    const after = patched(kind, base, change, type);
    return { status: 200, body: put(transaction, exchange, kind, before, after) };
  }, isDryRun(exchange));
}

function serverSideApply(transaction: Transaction, exchange: Exchange, kind: Kind, change: unknown): Answer {
  const { target, query } = exchange;
  const manager = query.get("fieldManager") ?? "";
  if (manager === "") {
    throw new Failure(
      "Invalid",
      `PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch`,
    );
  }
  if (!isObject(change)) throw new Failure("BadRequest", "error decoding YAML: the body is not an object");
  const { name = "", namespace, subresource } = target;
  const given = textAt(change, "metadata", "name");
  if (given !== undefined && given !== name)
    throw new Failure("BadRequest", `metadata.name (${given}) does not match the name on the URL (${name})`);
  const before = transaction.get(keyOf(kind), kind.namespaced ? namespace : undefined, name);
  if (before === undefined && subresource !== undefined) throw notFound(kind, name);
  if (subresource !== undefined && subresource !== "status") throw unserved(kind, name, subresource);
  const named = { ...change, metadata: { ...(change["metadata"] as JsonObject | undefined), name } };
  const object = present(
    kind,
    applyObject(
      transaction,
      kind,
      namespace,
      before,
      named,
      query.get("force") === "true",
      writeOptions(exchange),
    ),
  );
  return { status: before === undefined ? 201 : 200, body: shaped(exchange, kind, object, [object]) };
}

function deletionOptions({ body, request }: Exchange): JsonObject {
  return body.length === 0 ? {} : parseObject(body, request.headers["content-type"] ?? "");
}

function deleteOne(exchange: Exchange, kind: Kind): Answer {
  const options = deletionOptions(exchange);
  const dryRun =
    isDryRun(exchange) || (Array.isArray(options["dryRun"]) && options["dryRun"].includes("All"));
  return exchange.objects.transact((transaction) => {
    const object = existing(transaction, kind, exchange);
    checkPreconditions(kind, object, options);
    const left = remove(transaction, kind, object, propagationOf(exchange.query, options), exchange.registry);
    const { name, uid } = object.metadata;
    const isGone = transaction.get(keyOf(kind), object.metadata.namespace, name) === undefined;
    const details = { name, group: kind.group, kind: kind.plural, uid };
    const done = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", details };
    // Pods are answered with themselves even when they are gone at once.
    return { status: 200, body: isGone && kind.plural !== "pods" ? done : present(kind, left) };
  }, dryRun);
}

function deleteMany(exchange: Exchange, kind: Kind): Answer {
  const options = deletionOptions(exchange);
  const matches = filterOf(exchange);
  return exchange.objects.transact((transaction) => {
    const found = transaction.list(keyOf(kind), exchange.target.namespace).filter(matches);
    for (const object of found)
      remove(transaction, kind, object, propagationOf(exchange.query, options), exchange.registry);
    const metadata = { resourceVersion: String(transaction.revision) };
    return {
      status: 200,
      body: {
        kind: `${kind.kind}List`,
        apiVersion: apiVersionOf(kind),
        metadata,
        items: found.map((one) => present(kind, one)),
      },
    };
  }, isDryRun(exchange));
}

function getOne(exchange: Exchange, kind: Kind): Answer {
  const { target, objects } = exchange;
  const object = present(kind, existing(objects, kind, exchange));
  if (target.subresource === "scale" && kind.subresources.includes("scale"))
    return { status: 200, body: scaleOf(kind, object) };
  if (target.subresource !== undefined && target.subresource !== "status")
    throw unserved(kind, object.metadata.name, target.subresource);
  return { status: 200, body: shaped(exchange, kind, object, [object]) };
}

/** Answers a request for a resource of this kind. */
export function serveResource(exchange: Exchange, kind: Kind): Answer | typeof streaming {
  const { method, target, attributes } = exchange;
  const { name, namespace, subresource } = target;
  const [first] = (subresource ?? "").split("/");
  if (subresource !== undefined && !kind.subresources.includes(first ?? ""))
    throw notFound(kind, `${name}/${subresource}`);
  if (attributes.verb === "watch") return watchKind(exchange, kind);
  if (kind.namespaced && namespace === undefined && (name !== undefined || method === "POST")) {
    throw new Failure("NotFound", "the server could not find the requested resource");
  }
  switch (method) {
    case "GET":
    case "HEAD":
      if (!kind.verbs.includes("get")) break;
      return name === undefined ? list(exchange, kind) : getOne(exchange, kind);
    case "POST":
      if (name !== undefined && subresource === undefined) break;
      return post(exchange, kind);
    case "PUT":
      if (name === undefined) break;
      return replace(exchange, kind);
    case "PATCH":
      if (name === undefined) break;
      return patch(exchange, kind);
    case "DELETE":
      return name === undefined ? deleteMany(exchange, kind) : deleteOne(exchange, kind);
  }
  throw new Failure("MethodNotAllowed", "the server does not allow this method on the requested resource");
}
