import { readFileSync } from "node:fs";
import { dataFile } from "../data-folder.ts";
import { Failure } from "./failure.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { definitions } from "./schema.ts";

/** Name, type and cardinality by field number. */
type Message = Readonly<Record<string, readonly [name: string, type: string, many?: "list" | "map"]>>;

let loaded: Readonly<Record<string, Message>> | undefined;
const messages = () =>
  (loaded ??= JSON.parse(readFileSync(dataFile("kubernetes", "data", "protobuf.json"), "utf8")) as Record<
    string,
    Message
  >);

/** Leads every object in binary. */
const magic = Buffer.from([0x6b, 0x38, 0x73, 0x00]);
const meta = "k8s.io.apimachinery.pkg";

type Field = readonly [number: string, value: bigint | Buffer];

function* fieldsOf(bytes: Buffer): Generator<Field> {
  let position = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[position++];
      if (byte === undefined) throw new Failure("BadRequest", "the protobuf body ends early");
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (position < bytes.length) {
    const tag = Number(varint());
    const number = String(tag >> 3);
    const wire = tag & 7;
    if (wire === 0) yield [number, varint()];
    else {
      const length = wire === 2 ? Number(varint()) : wire === 1 ? 8 : 4;
      if (position + length > bytes.length || wire > 5)
        throw new Failure("BadRequest", "the protobuf body is broken");
      yield [number, bytes.subarray(position, position + length)];
      position += length;
    }
  }
}

function scalar(type: string, value: bigint | Buffer): Json | undefined {
  switch (type) {
    case "string":
      return (value as Buffer).toString("utf8");
    case "bytes":
      return (value as Buffer).toString("base64");
    case "bool":
      return value !== 0n;
    case "double":
      return (value as Buffer).readDoubleLE();
    case "int32":
    case "int64":
      return Number(BigInt.asIntN(64, value as bigint));
    case "uint32":
      return Number(value as bigint);
    default:
      return undefined;
  }
}

/** Types whose JSON is not the object that their message would be. */
const special: Readonly<Record<string, (bytes: Buffer) => Json | undefined>> = {
  [`${meta}.api.resource.Quantity`]: (bytes) => plain(`${meta}.api.resource.Quantity`, bytes)["string"],
  [`${meta}.util.intstr.IntOrString`]: (bytes) => {
    const { type, intVal, strVal } = plain(`${meta}.util.intstr.IntOrString`, bytes) as Record<string, Json>;
    return type === 1 ? (strVal ?? "") : (intVal ?? 0);
  },
  [`${meta}.apis.meta.v1.Time`]: (bytes) => instant(bytes, false),
  [`${meta}.apis.meta.v1.MicroTime`]: (bytes) => instant(bytes, true),
  [`${meta}.apis.meta.v1.FieldsV1`]: (bytes) => raw(bytes),
  [`${meta}.runtime.RawExtension`]: (bytes) => raw(bytes),
  "k8s.io.apiextensions_apiserver.pkg.apis.apiextensions.v1.JSON": (bytes) => raw(bytes),
};

function instant(bytes: Buffer, micro: boolean): Json {
  const { seconds, nanos } = plain(`${meta}.apis.meta.v1.Time`, bytes) as Record<string, number>;
  // Go's zero time stands for none.
  if (seconds === undefined || seconds < -62_000_000_000) return null;
  const text = new Date(seconds * 1000).toISOString();
  return micro
    ? text.replace(/\.\d+Z$/, `.${String(Math.trunc((nanos ?? 0) / 1000)).padStart(6, "0")}Z`)
    : text.replace(/\.\d+/, "");
}

function raw(bytes: Buffer): Json | undefined {
  for (const [number, value] of fieldsOf(bytes)) {
    if (number === "1") return JSON.parse((value as Buffer).toString("utf8")) as Json;
  }
  return undefined;
}

function decoded(type: string, value: bigint | Buffer): Json | undefined {
  if (messages()[type] === undefined) return scalar(type, value);
  const own = special[type];
  return own === undefined ? plain(type, value as Buffer) : own(value as Buffer);
}

/** OpenAPI's name of a message: `io.k8s.api.core.v1.Pod` for `k8s.io.api.core.v1.Pod`. */
const definitionName = (type: string) =>
  `io.${type.replace("k8s.io.", "k8s.").replace("apiextensions_apiserver", "apiextensions-apiserver")}`;

function plain(type: string, bytes: Buffer): JsonObject {
  const message = messages()[type] ?? {};
  const known = definitions()[definitionName(type)]?.["properties"];
  const result: Record<string, Json | undefined> = {};
  for (const [number, value] of fieldsOf(bytes)) {
    const [name, fieldType, many] = message[number] ?? [];
    if (name === undefined || fieldType === undefined) continue;
    if (many === "map") {
      const entry = new Map(fieldsOf(value as Buffer));
      const key = ((entry.get("1") as Buffer | undefined) ?? Buffer.alloc(0)).toString("utf8");
      const content = entry.get("2") ?? Buffer.alloc(0);
      result[name] = { ...(result[name] as JsonObject | undefined), [key]: decoded(fieldType, content) };
    } else if (many === "list") {
      result[name] = [
        ...((result[name] as readonly Json[] | undefined) ?? []),
        decoded(fieldType, value) ?? null,
      ];
    } else {
      const one = decoded(fieldType, value);
      const isInlined = isObject(known) && known[name] === undefined && isObject(one);
      // Go's embedded structs are members of their own in binary and none in JSON.
      if (isInlined) Object.assign(result, one);
      // Members that Go doesn't mark as optional are sent empty instead of left out.
      else if (one !== null && (one !== "" || name === "storageClassName")) result[name] = one;
    }
  }
  return result;
}

const packages: Readonly<Record<string, string>> = {
  "rbac.authorization.k8s.io": "rbac",
  "flowcontrol.apiserver.k8s.io": "flowcontrol",
};

function messageOf(apiVersion: string, kind: string): string {
  const [group = "", version = group] = apiVersion.includes("/") ? apiVersion.split("/") : ["", apiVersion];
  if (kind === "DeleteOptions" || kind === "Status") return `${meta}.apis.meta.v1.${kind}`;
  if (group === "apiextensions.k8s.io")
    return `k8s.io.apiextensions_apiserver.pkg.apis.apiextensions.${version}.${kind}`;
  const folder = group === "" ? "core" : (packages[group] ?? group.split(".")[0]);
  return `k8s.io.api.${folder}.${version}.${kind}`;
}

/** A built-in kind's object in the binary form that typed clients send, as the JSON that it stands for. */
export function decodeObject(body: Buffer): JsonObject {
  if (!body.subarray(0, 4).equals(magic))
    throw new Failure("BadRequest", "the body does not begin as Kubernetes' protobuf does");
  const unknown = new Map(fieldsOf(body.subarray(4)));
  const types = new Map(fieldsOf((unknown.get("1") as Buffer | undefined) ?? Buffer.alloc(0)));
  const text = (number: string) =>
    ((types.get(number) as Buffer | undefined) ?? Buffer.alloc(0)).toString("utf8");
  const apiVersion = text("1");
  const kind = text("2");
  const message = messageOf(apiVersion, kind);
  if (messages()[message] === undefined) {
    throw new Failure("UnsupportedMediaType", `no binary form of ${apiVersion} ${kind} is known; send JSON`);
  }
  return { apiVersion, kind, ...plain(message, (unknown.get("2") as Buffer | undefined) ?? Buffer.alloc(0)) };
}
