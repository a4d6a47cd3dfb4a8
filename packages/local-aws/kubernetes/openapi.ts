import { createHash } from "node:crypto";
import type { Group } from "./discovery.ts";
import { isObject, type Json, type JsonObject, objectAt } from "./json.ts";
import { apiVersionOf, type Kind } from "./kinds.ts";
import { definitions, objectMeta } from "./schema.ts";

const prefix = "#/components/schemas/";
const metaPackage = "io.k8s.apimachinery.pkg.apis.meta.v1";

/** The name of a custom kind's schema: the group's labels backwards, as Kubernetes names them. */
const customName = (kind: Kind) =>
  `${kind.group.split(".").reverse().join(".")}.${kind.version}.${kind.kind}`;
const nameOf = (kind: Kind) => kind.definition ?? customName(kind);

const pathOf = ({ name, version }: { readonly name: string; readonly version: string }) =>
  name === "" ? `api/${version}` : `apis/${name}/${version}`;

/** The documents there are; a document's hash changes with it, so that clients may keep it. */
export function openApiIndex(groups: readonly Group[]): JsonObject {
  const entries = groups.flatMap(({ name, versions }) =>
    versions.map(({ version, kinds }): [string, Json] => {
      const path = pathOf({ name, version });
      const custom = kinds.filter((kind) => kind.custom !== undefined);
      const basis = JSON.stringify([kinds.map(nameOf), custom.map((kind) => kind.custom?.schema ?? null)]);
      const hash = createHash("sha256").update(basis).digest("hex").toUpperCase();
      return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` }];
    }),
  );
  return { paths: Object.fromEntries(entries) };
}

const parameter = (name: string, type: string): Json => ({
  name,
  in: "query",
  schema: { type, uniqueItems: true },
});
const writeParameters: readonly Json[] = [
  parameter("dryRun", "string"),
  parameter("fieldManager", "string"),
  parameter("fieldValidation", "string"),
];

function paths(kind: Kind): readonly (readonly [string, Json])[] {
  const root = `/${pathOf({ name: kind.group, version: kind.version })}${kind.namespaced ? "/namespaces/{namespace}" : ""}/${kind.plural}`;
  const gvk = { group: kind.group, version: kind.version, kind: kind.kind };
  const content = { "application/json": { schema: { $ref: `${prefix}${nameOf(kind)}` } } };
  const operation = (action: string, parameters: readonly Json[] = []): Json => ({
    "x-kubernetes-action": action,
    "x-kubernetes-group-version-kind": gvk,
    parameters,
    responses: { "200": { description: "OK", content } },
  });
  const force = parameter("force", "boolean");
  if (!kind.verbs.includes("patch")) return [[root, { post: operation("post", writeParameters) }]];
  return [
    [
      root,
      {
        get: operation("list"),
        post: operation("post", writeParameters),
        delete: operation("deletecollection"),
      },
    ],
    [
      `${root}/{name}`,
      {
        get: operation("get"),
        put: operation("put", writeParameters),
        patch: operation("patch", [...writeParameters, force]),
        delete: operation("delete", [parameter("dryRun", "string")]),
      },
    ],
  ];
}

function schemaFor(kind: Kind): JsonObject {
  const own = kind.custom === undefined ? definitions()[kind.definition ?? ""] : kind.custom.schema;
  const gvk = {
    "x-kubernetes-group-version-kind": [{ group: kind.group, version: kind.version, kind: kind.kind }],
  };
  if (kind.custom === undefined) return { ...own, ...gvk };
  const text = { type: "string" };
  const properties = {
    apiVersion: text,
    kind: text,
    metadata: { allOf: [objectMeta] },
    ...objectAt(own, "properties"),
  };
  return { type: "object", ...own, properties: { ...properties, metadata: { allOf: [objectMeta] } }, ...gvk };
}

/** Schemas that the given ones refer to, and those that these do. */
function reachable(roots: Readonly<Record<string, JsonObject>>): JsonObject {
  const found: Record<string, JsonObject> = { ...roots };
  const visit = (value: Json | undefined) => {
    if (Array.isArray(value)) for (const child of value) visit(child);
    else if (isObject(value)) {
      const reference = value["$ref"];
      if (typeof reference === "string" && reference.startsWith(prefix)) add(reference.slice(prefix.length));
      for (const child of Object.values(value)) visit(child);
    }
  };
  const add = (name: string) => {
    const definition = definitions()[name];
    if (found[name] !== undefined || definition === undefined) return;
    found[name] = definition;
    visit(definition);
  };
  for (const root of Object.values(roots)) visit(root);
  for (const name of ["DeleteOptions", "Status"]) add(`${metaPackage}.${name}`);
  return found;
}

/** One group version's OpenAPI v3 document: enough for `kubectl apply`, `explain` and server-side field validation. */
export function openApiDocument(group: string, version: string, kinds: readonly Kind[]): JsonObject {
  const roots = Object.fromEntries(kinds.map((kind) => [nameOf(kind), schemaFor(kind)]));
  return {
    openapi: "3.0.0",
    info: { title: "Kubernetes", version: apiVersionOf({ group, version }) },
    paths: Object.fromEntries(kinds.flatMap(paths)),
    components: { schemas: reachable(roots) },
  };
}
