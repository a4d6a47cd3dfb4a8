import { age } from "./age.ts";
import type { Cell } from "./cells.ts";
import { Age, cellsByKind } from "./columns.ts";
import { isList, isObject, type Json, type JsonObject, textAt } from "./json.ts";
import { type Column, type Kind, keyOf } from "./kinds.ts";
import type { KubeObject } from "./objects.ts";

/** The cell for a JSONPath like `.status.conditions[?(@.type=="Ready")].status`. */
function customCell(object: KubeObject, column: Column, now: number): Json {
  const steps = [
    ...(column.jsonPath ?? "").matchAll(
      /\.([\w-]+)|\['?([^\]']+)'?\]|\[\?\(@\.([\w.]+)\s*==\s*["']([^"']*)["']\)\]/g,
    ),
  ];
  let value: Json | undefined = object;
  for (const [, name, bracket, key, wanted] of steps) {
    if (key !== undefined)
      value = isList(value) ? value.find((one) => textAt(one, ...key.split(".")) === wanted) : undefined;
    else if (isList(value)) value = value[Number(bracket ?? name)];
    else value = isObject(value) ? value[name ?? bracket ?? ""] : undefined;
  }
  if (value === undefined || value === null) return column.type === "date" ? "<unknown>" : "";
  if (column.type === "date" && typeof value === "string") return age(value, now);
  return typeof value === "object" ? JSON.stringify(value) : value;
}

function columnsOf(kind: Kind): readonly (readonly [Column, Cell])[] {
  const description = "";
  const name: Column = { name: "Name", type: "string", description: "Name of the object", priority: 0 };
  const named: readonly [Column, Cell] = [
    { ...name, format: "name" } as Column,
    (object) => object.metadata.name,
  ];
  if (kind.custom !== undefined) {
    return [
      named,
      ...kind.custom.columns.map((column): readonly [Column, Cell] => [
        column,
        (object, now) => customCell(object, column, now),
      ]),
    ];
  }
  const own = Object.entries(cellsByKind[keyOf(kind)] ?? Age);
  return [
    named,
    ...own.map(([title, cell]): readonly [Column, Cell] => [
      { name: title.replace(/\+$/, ""), type: "string", description, priority: title.endsWith("+") ? 1 : 0 },
      cell,
    ]),
  ];
}

/** Objects as the table that `kubectl get` prints. */
export function table(
  kind: Kind,
  objects: readonly KubeObject[],
  metadata: JsonObject,
  now: number,
  include: string,
): JsonObject {
  const columns = columnsOf(kind);
  const definitions = columns.map(([{ jsonPath: _, ...column }]) => ({ format: "", ...column }));
  const partial = (object: KubeObject): Json =>
    include === "Object"
      ? object
      : { apiVersion: "meta.k8s.io/v1", kind: "PartialObjectMetadata", metadata: object.metadata };
  return {
    kind: "Table",
    apiVersion: "meta.k8s.io/v1",
    metadata,
    columnDefinitions: definitions as unknown as readonly Json[],
    rows: objects.map((object) => ({
      cells: columns.map(([, cell]) => cell(object, now)),
      ...(include === "None" ? {} : { object: partial(object) }),
    })),
  };
}
