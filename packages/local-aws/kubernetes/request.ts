import type { IncomingMessage } from "node:http";
import { parse } from "yaml";
import type { Attributes } from "./authorize.ts";
import { Failure } from "./failure.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { decodeObject } from "./protobuf.ts";

/** The parts of a request's address that name a resource, or the bare path. */
export interface Target {
  readonly path: string;
  readonly group: string;
  readonly version: string;
  /** Undefined for discovery and other paths that are no resource. */
  readonly plural: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
}

/** Reads `/api/v1/namespaces/x/pods/y/status` and the like. */
export function parseTarget(path: string): Target {
  const parts = path
    .split("/")
    .filter((part) => part !== "")
    .map((part) => decodeURIComponent(part));
  const none = {
    path,
    group: "",
    version: "",
    plural: undefined,
    namespace: undefined,
    name: undefined,
    subresource: undefined,
  };
  const [root, ...rest] = parts;
  const [group, version, ...tail] = root === "api" ? ["", ...rest] : rest;
  if ((root !== "api" && root !== "apis") || group === undefined || version === undefined) return none;
  const [first, second, ...more] = tail;
  if (first === undefined) return { ...none, group, version };
  // `namespaces/x/status` is the namespace's own subresource, `namespaces/x/pods` a list in it.
  const ownSubresource = more.length === 1 && ["status", "finalize"].includes(more[0] ?? "");
  if (first === "namespaces" && second !== undefined && more.length > 0 && !ownSubresource) {
    const [plural, name, ...subresource] = more;
    return {
      path,
      group,
      version,
      plural,
      namespace: second,
      name,
      subresource: subresource.join("/") || undefined,
    };
  }
  const namespace = first === "namespaces" && group === "" ? second : undefined;
  return {
    path,
    group,
    version,
    plural: first,
    namespace,
    name: second,
    subresource: more.join("/") || undefined,
  };
}

const verbs: Readonly<Record<string, string>> = { POST: "create", PUT: "update", PATCH: "patch" };

/** What authorization is asked about. */
export function attributesOfRequest(method: string, target: Target, query: URLSearchParams): Attributes {
  const { plural, name, subresource, group, namespace, path } = target;
  const isWatch = ["1", "true"].includes(query.get("watch") ?? "");
  if (plural === undefined) {
    return {
      verb: method === "DELETE" ? "delete" : (verbs[method] ?? method.toLowerCase()),
      group: "",
      resource: "",
      namespace: undefined,
      name: undefined,
      path,
    };
  }
  const one = name !== undefined;
  const verb =
    method === "GET" || method === "HEAD"
      ? isWatch
        ? "watch"
        : one
          ? "get"
          : "list"
      : method === "DELETE"
        ? one
          ? "delete"
          : "deletecollection"
        : (verbs[method] ?? method.toLowerCase());
  const resource = subresource === undefined ? plural : `${plural}/${subresource.split("/")[0]}`;
  return { verb, group, resource, namespace, name, path };
}

const bodyLimit = 3 * 1024 * 1024;

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > bodyLimit) throw new Failure("BadRequest", `Request entity too large: limit is ${bodyLimit}`);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** The body's JSON value, whatever form it was sent in. */
export function parseBody(body: Buffer, contentType: string): Json {
  const [type = ""] = contentType.split(";");
  if (type === "application/vnd.kubernetes.protobuf") return decodeObject(body);
  const text = body.toString("utf8");
  try {
    // Server-side apply is called YAML and mostly is JSON, which parses far quicker.
    if (type.includes("yaml") && !/^\s*[{[]/.test(text)) return parse(text) as Json;
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new Failure("BadRequest", `error decoding: ${(error as Error).message}`);
  }
}

export function parseObject(body: Buffer, contentType: string): JsonObject {
  const value = parseBody(body, contentType);
  if (!isObject(value)) throw new Failure("BadRequest", "the body is not an object");
  return value;
}
