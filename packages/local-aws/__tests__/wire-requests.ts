import type { WireRequest } from "../core/wire.ts";
import { parseTarget } from "../core/wire.ts";
import { type ServiceModel, type ShapeRef, shapeOf } from "../models/model.ts";
import { awsQueryDialect, type Dialect, ec2Dialect } from "../protocols/query-params.ts";
import { toElements, xmlDocument } from "../protocols/xml.ts";

type Input = Readonly<Record<string, unknown>>;

/** A source of numbers in [0, 1) that is the same for the same seed. */
export function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const words = [
  "demo",
  "a",
  "vpc-1",
  "eu-central-1a",
  "10.0.0.0/16",
  "arn:aws:iam::111122223333:role/demo",
  "1.34",
  "*",
  "",
  "ü😀",
  "<&>",
  "-1",
  "true",
];

/** Some value of a shape, mostly one that fits. */
export function someValue(model: ServiceModel, ref: ShapeRef, random: () => number, depth = 0): unknown {
  const shape = shapeOf(model, ref);
  const word = () => words[Math.floor(random() * words.length)] as string;
  switch (shape.type) {
    case "structure": {
      const members = Object.entries(shape.members ?? {}).filter(
        ([name]) => shape.required?.includes(name) === true || random() < (depth === 0 ? 0.4 : 0.25),
      );
      return depth > 5
        ? {}
        : Object.fromEntries(
            members.map(([name, member]) => [name, someValue(model, member, random, depth + 1)]),
          );
    }
    case "list":
      return depth > 5
        ? []
        : Array.from({ length: Math.floor(random() * 3) }, () =>
            someValue(model, shape.member as ShapeRef, random, depth + 1),
          );
    case "map":
      return depth > 5 ? {} : { [word()]: someValue(model, shape.value as ShapeRef, random, depth + 1) };
    case "boolean":
      return random() < 0.5;
    case "integer":
    case "long":
      return Math.floor(random() * 20) + (shape.min ?? 0);
    case "float":
    case "double":
      return random() * 10;
    case "timestamp":
      return 1_700_000_000_000;
    case "blob":
      return new Uint8Array([1, 2, 3]);
    default:
      return shape.enum === undefined ? word() : shape.enum[Math.floor(random() * shape.enum.length)];
  }
}

/** The request that a client would send. */
export function wireRequest(
  service: string,
  model: ServiceModel,
  operation: string,
  input: Input,
  account = "111122223333",
): WireRequest {
  const headers = {
    authorization: `AWS4-HMAC-SHA256 Credential=${account}/20261122/eu-central-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  };
  const ref = model.operations[operation]?.input;
  switch (model.metadata.protocol) {
    case "json": {
      const target = { ...headers, "x-amz-target": `${model.metadata.targetPrefix}.${operation}` };
      return { method: "POST", target: "/", headers: target, body: Buffer.from(jsonText(input)) };
    }
    case "query":
    case "ec2": {
      const parameters = new URLSearchParams({ Action: operation, Version: model.metadata.apiVersion });
      const dialect = model.metadata.protocol === "ec2" ? ec2Dialect : awsQueryDialect;
      if (ref !== undefined) flatten(model, dialect, ref, input, "", parameters);
      return { method: "POST", target: "/", headers, body: Buffer.from(parameters.toString()) };
    }
    default:
      return restRequest(model, operation, input, headers);
  }
}

const jsonText = (value: unknown) =>
  JSON.stringify(value, (_, child) =>
    child instanceof Uint8Array ? Buffer.from(child).toString("base64") : child,
  ) ?? "";

function flatten(
  model: ServiceModel,
  dialect: Dialect,
  ref: ShapeRef,
  value: unknown,
  name: string,
  into: URLSearchParams,
): void {
  const shape = shapeOf(model, ref);
  const join = (part: string) => (name === "" ? part : `${name}.${part}`);
  if (shape.type === "structure") {
    for (const [key, member] of Object.entries(shape.members ?? {})) {
      const child = (value as Input)[key];
      if (child !== undefined)
        flatten(model, dialect, member, child, join(dialect.memberName(key, member)), into);
    }
  } else if (shape.type === "list") {
    const step = dialect.listStep(ref, model);
    for (const [index, item] of (value as unknown[]).entries()) {
      flatten(
        model,
        dialect,
        shape.member as ShapeRef,
        item,
        join(step === undefined ? `${index + 1}` : `${step}.${index + 1}`),
        into,
      );
    }
  } else if (shape.type === "map") {
    for (const [index, [key, child]] of Object.entries(value as object).entries()) {
      into.append(join(`entry.${index + 1}.key`), key);
      flatten(model, dialect, shape.value as ShapeRef, child, join(`entry.${index + 1}.value`), into);
    }
  } else
    into.append(name, value instanceof Uint8Array ? Buffer.from(value).toString("base64") : String(value));
}

function restRequest(
  model: ServiceModel,
  operation: string,
  input: Input,
  headers: Record<string, string>,
): WireRequest {
  const { http, input: ref } = model.operations[operation] as ServiceModel["operations"][string];
  const { path, query } = parseTarget(http.requestUri);
  const shape = ref === undefined ? undefined : shapeOf(model, ref);
  const body: Record<string, unknown> = {};
  const parameters = new URLSearchParams(query);
  const all: Record<string, string> = { ...headers };
  let target = path;
  for (const [name, member] of Object.entries(shape?.members ?? {})) {
    const value = input[name];
    if (value === undefined) continue;
    const wireName = member.locationName ?? name;
    if (member.location === "uri") {
      target = target
        .replace(`{${wireName}}`, encodeURIComponent(String(value)))
        .replace(`{${wireName}+}`, String(value));
    } else if (member.location === "querystring")
      for (const each of [value].flat()) parameters.append(wireName, String(each));
    else if (member.location === "header")
      all[wireName.toLowerCase()] = String(value).replaceAll(/[^\x20-\x7e]/g, "");
    else if (member.location === undefined) body[name] = value;
  }
  const text = parameters.toString();
  const request = { method: http.method, target: text === "" ? target : `${target}?${text}`, headers: all };
  const payload = shape?.payload;
  if (model.metadata.protocol === "rest-json" || payload === undefined) {
    return { ...request, body: Buffer.from(Object.keys(body).length === 0 ? "" : jsonText(body)) };
  }
  const value = body[payload];
  const member = shape!.members![payload]!;
  if (value === undefined) return { ...request, body: Buffer.alloc(0) };
  if (value instanceof Uint8Array || typeof value === "string")
    return { ...request, body: Buffer.from(value as string) };
  return {
    ...request,
    body: Buffer.from(xmlDocument(toElements(model, member, value, member.locationName ?? payload)[0]!)),
  };
}

/** Breaks a request somewhere, or leaves it whole. */
export function mutate(request: WireRequest, random: () => number): WireRequest {
  const text = request.body.toString("utf8");
  const at = Math.floor(random() * (text.length + 1));
  const junk = [
    "\0",
    "%",
    "{",
    "]",
    "&",
    ".",
    "<a>",
    "1e999",
    "null",
    "__proto__",
    "constructor",
    "x".repeat(5000),
    "\ud800",
    "=",
    "&a.1.b.2=3",
  ];
  const some = junk[Math.floor(random() * junk.length)] as string;
  switch (Math.floor(random() * 9)) {
    case 0:
      return { ...request, body: Buffer.from(text.slice(0, at)) };
    case 1:
      return { ...request, body: Buffer.from(text.slice(0, at) + some + text.slice(at)) };
    case 2:
      return { ...request, body: Buffer.from(text.slice(0, at) + text.slice(at + Math.floor(random() * 8))) };
    case 3:
      return { ...request, target: `${request.target}${some}` };
    case 4:
      return { ...request, method: ["GET", "PUT", "PATCH", "HEAD"][Math.floor(random() * 4)] as string };
    case 5:
      return {
        ...request,
        body: Buffer.from(
          text.replace(/"[^"]*"|=[^&]*/, () => (random() < 0.5 ? "=[1,{}]" : '{"a":[null]}')),
        ),
      };
    case 6:
      return { ...request, headers: { ...request.headers, "x-amz-target": some, "content-type": some } };
    default:
      return request;
  }
}
