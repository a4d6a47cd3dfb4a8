import { type Answer, type Exchange, streaming } from "./exchange.ts";
import { Failure } from "./failure.ts";
import { type JsonObject, textAt } from "./json.ts";
import { apiVersionOf, type Kind, keyOf } from "./kinds.ts";
import type { KubeObject } from "./objects.ts";
import { present } from "./resources.ts";
import { parseFieldSelector, parseLabelSelector } from "./selectors.ts";
import { table } from "./tables.ts";
import { watch } from "./watch.ts";

/** Ends in a table when the client prefers one, as `kubectl get` does. */
export function shaped(
  exchange: Exchange,
  kind: Kind,
  object: JsonObject,
  objects: readonly KubeObject[],
): JsonObject {
  const accept = exchange.request.headers.accept ?? "";
  if (!/as=Table/.test(accept)) return object;
  const metadata =
    objects.length === 1 && object["items"] === undefined
      ? { resourceVersion: textAt(object, "metadata", "resourceVersion") }
      : (object["metadata"] as JsonObject);
  return table(kind, objects, metadata, exchange.now, exchange.query.get("includeObject") ?? "Metadata");
}

export function filterOf({ query, target }: Exchange): (object: KubeObject) => boolean {
  const labels = parseLabelSelector(query.get("labelSelector") ?? "");
  const fields = parseFieldSelector(query.get("fieldSelector") ?? "");
  const { namespace, name } = target;
  return (object) =>
    (namespace === undefined || object.metadata.namespace === namespace) &&
    (name === undefined || object.metadata.name === name) &&
    labels(object.metadata.labels ?? {}) &&
    fields(object);
}

interface Continue {
  readonly revision: number;
  readonly after: string;
}

export function list(exchange: Exchange, kind: Kind): Answer {
  const { objects, query, target } = exchange;
  const matches = filterOf(exchange);
  const all = objects.list(keyOf(kind), kind.namespaced ? target.namespace : undefined).filter(matches);
  const limit = Number(query.get("limit") ?? 0);
  const token = query.get("continue");
  const from = token === null || token === "" ? undefined : readContinue(token);
  const place = ({ metadata }: KubeObject) => `${metadata.namespace ?? ""}/${metadata.name}`;
  const rest = from === undefined ? all : all.filter((object) => place(object) > from.after);
  const page = limit > 0 ? rest.slice(0, limit) : rest;
  const last = page.at(-1);
  const more = last !== undefined && page.length < rest.length;
  const revision = from?.revision ?? objects.revision;
  const metadata: JsonObject = {
    resourceVersion: String(revision),
    ...(more
      ? {
          continue: Buffer.from(JSON.stringify({ revision, after: place(last) })).toString("base64url"),
          remainingItemCount: rest.length - page.length,
        }
      : {}),
  };
  const items = page.map((object) => present(kind, object));
  const body = { kind: `${kind.kind}List`, apiVersion: apiVersionOf(kind), metadata, items };
  return { status: 200, body: shaped(exchange, kind, body, items) };
}

function readContinue(token: string): Continue {
  try {
    return JSON.parse(Buffer.from(token, "base64url").toString("utf8")) as Continue;
  } catch {
    throw new Failure("BadRequest", "continue key is not valid");
  }
}

export function watchKind(exchange: Exchange, kind: Kind): typeof streaming {
  const { query, objects, request, response } = exchange;
  const version = query.get("resourceVersion") ?? "";
  const seconds = Number(query.get("timeoutSeconds") ?? 0);
  const isTable = /as=Table/.test(request.headers.accept ?? "");
  let isFirst = true;
  watch(objects, request, response, {
    key: keyOf(kind),
    matches: filterOf(exchange),
    shape: (object) => {
      if (!isTable) return present(kind, object);
      const metadata = { resourceVersion: object.metadata.resourceVersion };
      const { columnDefinitions, ...rest } = table(
        kind,
        [present(kind, object)],
        metadata,
        exchange.now,
        query.get("includeObject") ?? "Metadata",
      );
      const headed = isFirst;
      isFirst = false;
      return { ...rest, columnDefinitions: headed ? columnDefinitions : null };
    },
    since: version === "" || version === "0" ? undefined : Number(version),
    bookmarks: query.get("allowWatchBookmarks") === "true",
    initialEvents: query.get("sendInitialEvents") === "true",
    bookmarkKind: { apiVersion: apiVersionOf(kind), kind: kind.kind },
    timeout: seconds > 0 ? seconds : undefined,
  });
  return streaming;
}
