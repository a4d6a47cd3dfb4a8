import { AwsError } from "../core/errors.ts";
import { decodeSegment, type ParsedTarget, parseTarget, type WireRequest } from "../core/wire.ts";
import { type OperationModel, type ServiceModel, type Shape, shapeOf } from "../models/model.ts";
import { fromText, toText } from "./scalars.ts";

interface Route {
  readonly operation: string;
  readonly model: OperationModel;
  readonly segments: readonly string[];
  /** Query parameters that tell this operation from others on the same path. */
  readonly marks: readonly (readonly [name: string, value: string | undefined])[];
}

const tables = new WeakMap<ServiceModel, readonly Route[]>();

function routes(model: ServiceModel): readonly Route[] {
  let table = tables.get(model);
  if (table === undefined) {
    table = Object.entries(model.operations).map(([operation, operationModel]) => {
      const { path, query } = parseTarget(operationModel.http.requestUri);
      const fixed = [...query].map(([name, value]) => [name, value === "" ? undefined : value] as const);
      const input = operationModel.input === undefined ? undefined : shapeOf(model, operationModel.input);
      const needed = (input?.required ?? []).flatMap((name) => {
        const member = input?.members?.[name];
        if (member?.location === "querystring") return [[member.locationName ?? name, undefined] as const];
        return member?.location === "header"
          ? [[`header:${member.locationName ?? name}`, undefined] as const]
          : [];
      });
      return {
        operation,
        model: operationModel,
        segments: path.split("/").slice(1),
        marks: [...fixed, ...needed],
      };
    });
    tables.set(model, table);
  }
  return table;
}

function matchPath(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name?.endsWith("+")) {
      const rest = segments.slice(index).map(decodeSegment).join("/");
      if (rest === "") return undefined;
      labels[name.slice(0, -1)] = rest;
      return labels;
    }
    const segment = segments[index];
    if (segment === undefined) return undefined;
    if (name === undefined) {
      if (part !== segment) return undefined;
    } else {
      if (segment === "") return undefined;
      labels[name] = decodeSegment(segment);
    }
  }
  return pattern.length === segments.length ? labels : undefined;
}

export interface Routed {
  readonly operation: string;
  readonly input: Record<string, unknown>;
  readonly shape: Shape | undefined;
  readonly unknown: string[];
}

/** Finds the operation by method, path and distinguishing parameters, and reads all that isn't in the body. */
export function routeRest(model: ServiceModel, request: WireRequest): Routed {
  const target = parseTarget(request.target);
  const segments = target.path.split("/").slice(1);
  if (segments.length > 1 && segments.at(-1) === "") segments.pop();
  const present = ([name, value]: readonly [string, string | undefined]) =>
    name.startsWith("header:")
      ? request.headers[name.slice(7).toLowerCase()] !== undefined
      : target.query.has(name) && (value === undefined || target.query.get(name) === value);
  let best: { route: Route; labels: Record<string, string> } | undefined;
  for (const route of routes(model)) {
    if (route.model.http.method !== request.method) continue;
    if (best !== undefined && best.route.marks.length >= route.marks.length) continue;
    const labels = matchPath(route.segments, segments);
    if (labels !== undefined && route.marks.every(present)) best = { route, labels };
  }
  if (best === undefined) {
    const elsewhere = routes(model).some((route) => matchPath(route.segments, segments) !== undefined);
    const message = `no operation at ${request.method} ${target.path}`;
    if (elsewhere) throw new AwsError("MethodNotAllowedException", message, { status: 405 });
    throw new AwsError("UnknownOperationException", message, { status: 404 });
  }
  return readOutside(model, best.route, best.labels, target, request);
}

function readOutside(
  model: ServiceModel,
  route: Route,
  labels: Record<string, string>,
  target: ParsedTarget,
  request: WireRequest,
): Routed {
  const shape = route.model.input === undefined ? undefined : shapeOf(model, route.model.input);
  const input: Record<string, unknown> = {};
  const known = new Set(route.marks.map(([name]) => name));
  for (const [name, member] of Object.entries(shape?.members ?? {})) {
    const wireName = member.locationName ?? name;
    const memberShape = shapeOf(model, member);
    if (member.location === "uri") input[name] = labels[wireName];
    else if (member.location === "querystring") {
      known.add(wireName);
      const values = target.query.getAll(wireName);
      if (values.length === 0) continue;
      if (memberShape.type === "list") {
        const item = shapeOf(model, memberShape.member!);
        input[name] = values.map((value) => fromText(item, value, wireName));
      } else input[name] = fromText(memberShape, values[0] as string, wireName);
    } else if (member.location === "header") {
      const value = request.headers[wireName.toLowerCase()];
      if (value === undefined) continue;
      input[name] =
        memberShape.type === "list"
          ? value
              .split(",")
              .map((item) => fromText(shapeOf(model, memberShape.member!), item.trim(), wireName))
          : fromText(memberShape, value, wireName);
    } else if (member.location === "headers") {
      const prefix = wireName.toLowerCase();
      const found = Object.entries(request.headers).filter(([header]) => header.startsWith(prefix));
      if (found.length > 0)
        input[name] = Object.fromEntries(
          found.map(([header, value]) => [header.slice(prefix.length), value]),
        );
    }
  }
  const unknown = [...new Set(target.query.keys())].filter(
    (name) => !known.has(name) && !/^(X-Amz-|x-id$)/.test(name),
  );
  return { operation: route.operation, input, shape, unknown };
}

/** Status and headers of an answer, by the model. */
export function restAnswer(model: ServiceModel, operation: string, output: Record<string, unknown>) {
  const { http, output: ref } = model.operations[operation] as OperationModel;
  const shape = ref === undefined ? undefined : shapeOf(model, ref);
  const headers: Record<string, string> = {};
  let status = http.responseCode ?? 200;
  for (const [name, member] of Object.entries(shape?.members ?? {})) {
    const value = output[name];
    if (value === undefined) continue;
    if (member.location === "header") {
      headers[(member.locationName ?? name).toLowerCase()] = toText(
        shapeOf(model, member),
        member,
        value,
        "rfc822",
      );
    } else if (member.location === "headers") {
      for (const [key, text] of Object.entries(value as object))
        headers[`${member.locationName ?? ""}${key}`.toLowerCase()] = text;
    } else if (member.location === "statusCode") status = value as number;
  }
  return { shape, status, headers };
}
