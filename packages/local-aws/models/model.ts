import { readFileSync } from "node:fs";
import { dataFile } from "../data-folder.ts";

/** A use of a shape, as in botocore's models; only what requests and answers need is kept (see renew.mjs). */
export interface ShapeRef {
  readonly shape: string;
  readonly location?: "uri" | "querystring" | "header" | "headers" | "statusCode";
  readonly locationName?: string;
  readonly queryName?: string;
  readonly idempotencyToken?: boolean;
  readonly flattened?: boolean;
  readonly timestampFormat?: TimestampFormat;
  readonly xmlAttribute?: boolean;
  readonly xmlNamespace?: XmlNamespace | string;
  readonly streaming?: boolean;
  readonly resultWrapper?: string;
}

export type TimestampFormat = "iso8601" | "rfc822" | "unixTimestamp";

interface XmlNamespace {
  readonly prefix?: string;
  readonly uri: string;
}

export interface Shape {
  readonly type:
    | "structure"
    | "list"
    | "map"
    | "string"
    | "character"
    | "integer"
    | "long"
    | "float"
    | "double"
    | "boolean"
    | "timestamp"
    | "blob";
  readonly members?: Readonly<Record<string, ShapeRef>>;
  readonly member?: ShapeRef;
  readonly key?: ShapeRef;
  readonly value?: ShapeRef;
  readonly required?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly payload?: string;
  readonly flattened?: boolean;
  readonly locationName?: string;
  readonly timestampFormat?: TimestampFormat;
  readonly streaming?: boolean;
  readonly document?: boolean;
  readonly error?: { readonly code?: string; readonly httpStatusCode?: number };
}

export interface OperationModel {
  readonly http: { readonly method: string; readonly requestUri: string; readonly responseCode?: number };
  readonly input?: ShapeRef;
  readonly output?: ShapeRef;
  readonly errors?: readonly string[];
}

export interface Paginator {
  readonly input_token: string | readonly string[];
  readonly output_token: string | readonly string[];
  readonly limit_key?: string;
  readonly more_results?: string;
  readonly result_key: string | readonly string[];
}

export interface ServiceModel {
  readonly metadata: {
    readonly apiVersion: string;
    readonly protocol: "rest-json" | "rest-xml" | "query" | "ec2" | "json";
    readonly jsonVersion?: string;
    readonly targetPrefix?: string;
    readonly xmlNamespace?: string;
  };
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly pagination: Readonly<Record<string, Paginator>>;
}

/** Models are read when a service gets its first call, and once per process. */
const loaded = new Map<string, ServiceModel>();

export function loadModel(service: string): ServiceModel {
  const file = dataFile("models", "data", `${service}.json`);
  let model = loaded.get(file);
  if (model === undefined) {
    model = JSON.parse(readFileSync(file, "utf8")) as ServiceModel;
    loaded.set(file, model);
  }
  return model;
}

/** Undefined for names that come from outside and are no operation, `constructor` among them. */
export function findOperation(model: ServiceModel, name: string): OperationModel | undefined {
  return Object.hasOwn(model.operations, name) ? model.operations[name] : undefined;
}

export function shapeOf(model: ServiceModel, ref: ShapeRef): Shape {
  const shape = model.shapes[ref.shape];
  if (shape === undefined) throw new Error(`the model has no shape ${ref.shape}`);
  return shape;
}

/** Value of an error's code on the wire and its status, by the name of the shape or the code itself. */
export function errorStatus(model: ServiceModel, code: string): number | undefined {
  const direct = model.shapes[code]?.error;
  if (direct !== undefined) return direct.httpStatusCode;
  for (const shape of Object.values(model.shapes))
    if (shape.error?.code === code) return shape.error.httpStatusCode;
  return undefined;
}
