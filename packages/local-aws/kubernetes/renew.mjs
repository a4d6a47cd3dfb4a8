// Renews data/definitions.json and data/protobuf.json from two packages' machine-readable descriptions of the Kubernetes
// API (both Apache-2.0):
//   node packages/local-aws/kubernetes/renew.mjs SCHEMAS PROTOS
// SCHEMAS  a version's folder inside the PyPI package `kubernetes-validate`, for example …/kubernetes-json-schema/v1.36.0-local
// PROTOS   the folder `k8s.io` of a Go module cache, with `api@…`, `apimachinery@…`, `apiextensions-apiserver@…` in it
//
// Both files hold one entry a line, so that a renewal can be reviewed. Texts are left out: the double needs the shapes only.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const [schemas, protos] = process.argv.slice(2);
if (schemas === undefined || protos === undefined) {
  console.error("usage: node packages/local-aws/kubernetes/renew.mjs SCHEMAS PROTOS");
  process.exit(2);
}
const target = path.join(import.meta.dirname, "data");

/** Group versions that EKS serves and that the double knows. */
const served = new Set([
  "/v1",
  "admissionregistration.k8s.io/v1",
  "apiextensions.k8s.io/v1",
  "apiregistration.k8s.io/v1",
  "apps/v1",
  "authentication.k8s.io/v1",
  "authorization.k8s.io/v1",
  "autoscaling/v1",
  "autoscaling/v2",
  "batch/v1",
  "certificates.k8s.io/v1",
  "coordination.k8s.io/v1",
  "discovery.k8s.io/v1",
  "events.k8s.io/v1",
  "flowcontrol.apiserver.k8s.io/v1",
  "networking.k8s.io/v1",
  "node.k8s.io/v1",
  "policy/v1",
  "rbac.authorization.k8s.io/v1",
  "scheduling.k8s.io/v1",
  "storage.k8s.io/v1",
]);

const lines = (object) =>
  `{\n${Object.keys(object)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${JSON.stringify(object[key])}`)
    .join(",\n")}\n}\n`;

const { $defs: definitions } = JSON.parse(readFileSync(path.join(schemas, "_definitions.json"), "utf8"));
const kindsOf = (definition) =>
  (definition["x-kubernetes-group-version-kind"] ?? []).filter((gvk) =>
    served.has(`${gvk.group}/${gvk.version}`),
  );

const found = {};
const reach = (name) => {
  if (name in found) return;
  found[name] = {};
  found[name] = trim(definitions[name]);
};

function trim(schema) {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace("#/$defs/", "");
    reach(name);
    const extensions = Object.fromEntries(
      Object.entries(schema).filter(([key]) => key.startsWith("x-kubernetes-") || key === "default"),
    );
    const ref = { $ref: `#/components/schemas/${name}` };
    return Object.keys(extensions).length === 0 ? ref : { allOf: [ref], ...extensions };
  }
  const kept = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === "type") kept.type = Array.isArray(value) ? value.find((one) => one !== "null") : value;
    else if (key === "properties") {
      kept.properties = Object.fromEntries(Object.entries(value).map(([name, child]) => [name, trim(child)]));
    } else if (key === "items" || key === "additionalProperties")
      kept[key] = typeof value === "object" ? trim(value) : value;
    else if (key === "x-kubernetes-group-version-kind") {
      const kinds = kindsOf(schema);
      if (kinds.length === 1) kept[key] = kinds;
    } else if (["format", "required", "default"].includes(key) || key.startsWith("x-kubernetes-"))
      kept[key] = value;
  }
  if (kept["x-kubernetes-group-version-kind"] !== undefined) {
    for (const name of ["apiVersion", "kind"]) kept.properties[name] = { type: "string" };
  }
  if (schema.oneOf !== undefined) {
    const types = schema.oneOf.flatMap(({ type }) => type);
    Object.assign(
      kept,
      types.includes("integer")
        ? { format: "int-or-string", type: "string" }
        : { type: "string", format: "quantity" },
    );
  }
  return kept;
}

for (const [name, definition] of Object.entries(definitions)) {
  const kinds = kindsOf(definition);
  if (kinds.length > 0 && (kinds.length === 1 || name.startsWith("io.k8s.apimachinery.pkg.apis.meta.v1.")))
    reach(name);
}
for (const schema of Object.values(found)) delete schema["x-kubernetes-unions"];
// Left out of the package's schemas: the protocol by which ports are told apart when none is given.
for (const name of ["ContainerPort", "ServicePort"])
  found[`io.k8s.api.core.v1.${name}`].properties.protocol.default = "TCP";
writeFileSync(path.join(target, "definitions.json"), lines(found));

// Protobuf: number, name and type of each field by message, for the clients that send built-in kinds in binary.
const messages = {};
const scalars = new Set(["string", "bytes", "bool", "int32", "int64", "uint32", "double", "float"]);
const modules = ["api@", "apimachinery@", "apiextensions-apiserver@"];
for (const entry of readdirSync(protos).filter((name) => modules.some((module) => name.startsWith(module)))) {
  const root = path.join(protos, entry);
  for (const file of readdirSync(root, { recursive: true }).filter((name) =>
    name.endsWith("generated.proto"),
  )) {
    if (/testapigroup|testdata/.test(file)) continue;
    const text = readFileSync(path.join(root, file), "utf8").replaceAll(/\/\/.*$/gm, "");
    const [, name] = text.match(/^package ([\w.]+);/m);
    if (/\.v\d+(alpha|beta)\d+$/.test(name)) continue;
    for (const [, message, body] of text.matchAll(/^message (\w+) \{([^}]*)\}/gm)) {
      const full = (type) =>
        scalars.has(type) ? type : type.startsWith(".") ? type.slice(1) : `${name}.${type}`;
      messages[`${name}.${message}`] = Object.fromEntries(
        [...body.matchAll(/(optional|repeated|map<(\w+), ([\w.]+)>)\s*([\w.]*)\s+(\w+) = (\d+);/g)].map(
          ([, label, , value, type, field, number]) => [
            number,
            label.startsWith("map")
              ? [field, full(value), "map"]
              : label === "repeated"
                ? [field, full(type), "list"]
                : [field, full(type)],
          ],
        ),
      );
    }
  }
}
writeFileSync(path.join(target, "protobuf.json"), lines(messages));
console.log(`${Object.keys(found).length} definitions, ${Object.keys(messages).length} messages`);
