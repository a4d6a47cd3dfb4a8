// Renews the trimmed service models from an installed botocore (Apache-2.0), the machine-readable description that AWS
// publishes of its own APIs: `node packages/local-aws/models/renew.mjs "$(python3 -c 'import botocore,os;print(os.path.dirname(botocore.__file__))')/data"`.
//
// Writes data/<service>.json (read at run time, one shape a line so that a renewal can be reviewed) and
// types/<service>.d.ts (read by the compiler only).
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

/** Folder in botocore by the name under which requests are signed. A new service is one line here. */
const services = {
  autoscaling: { from: "autoscaling" },
  ec2: {
    from: "ec2",
    // Families no part of a cluster touches: half the model's size.
    without:
      /TransitGateway|VerifiedAccess|ClientVpn|Ipam|LocalGateway|NetworkInsights|TrafficMirror|Fpga|ScheduledInstance|ReservedInstances|HostReservation|Bundle|Conversion|ExportTask|ImportTask|ImportImage|ImportSnapshot|Vpn|CustomerGateway|InstanceConnectEndpoint|CoipPool|CarrierGateway|RouteServer|Mac[MS]|FastLaunch|FastSnapshot|Byoip|CapacityManager|DeclarativePolicies|Outpost|Trunk|Address[Tt]ransfer|Lockout|Recycle|ImageUsage|ImageAncestry|SecondaryNetwork|SecondarySubnet|SqlHa|VpcEncryption|InterruptibleCapacity/,
  },
  eks: { from: "eks" },
  elasticfilesystem: { from: "efs", without: /Replication|Preferences|^(Create|Delete|Describe)Tags$/ },
  events: {
    from: "events",
    without: /Archive|Replay|Connection|ApiDestination|Endpoint|PartnerEventSource|EventSource|Permission/,
  },
  iam: { from: "iam" },
  kms: { from: "kms" },
  logs: {
    from: "logs",
    without:
      /Delivery|Transformer|Anomal|LogGroupFields|Integration|LiveTail|Import|ScheduledQuer|LookupTable|S3Table/,
  },
  s3: {
    from: "s3",
    without:
      /SelectObject|WriteGetObject|Session|MetadataTable|MetadataConfiguration|Torrent|Analytics|Inventory|IntelligentTiering|^(Get|Put)Bucket(Lifecycle|Notification)$/,
  },
  secretsmanager: {
    from: "secretsmanager",
    without:
      /Batch|Replicat|Rotat|ResourcePolicy|Password|Cancel|Restore|ListSecret|Stage|TagResource|Untag|Update|Validate/,
  },
  sqs: { from: "sqs", without: /MessageMoveTask|Batch/ },
  ssm: {
    from: "ssm",
    without:
      /OpsItem|OpsMetadata|MaintenanceWindow|PatchBaseline|Automation|Association|Inventory|Compliance|ResourceDataSync|AccessRequest|AccessToken|Calendar|NodesSummary|Nodes/,
  },
  sts: { from: "sts" },
  tagging: { from: "resourcegroupstaggingapi" },
};

const keptMetadata = [
  "apiVersion",
  "endpointPrefix",
  "jsonVersion",
  "protocol",
  "serviceId",
  "targetPrefix",
  "xmlNamespace",
];
const keptInRef = [
  "shape",
  "location",
  "locationName",
  "queryName",
  "idempotencyToken",
  "flattened",
  "timestampFormat",
  "xmlAttribute",
  "xmlNamespace",
  "streaming",
  "resultWrapper",
];
const keptInShape = [
  "type",
  "required",
  "min",
  "max",
  "pattern",
  "enum",
  "payload",
  "flattened",
  "locationName",
  "timestampFormat",
  "streaming",
  "error",
  "union",
  "eventstream",
  "document",
];

const pick = (object, keys) =>
  Object.fromEntries(keys.filter((key) => object[key] !== undefined).map((key) => [key, object[key]]));
const ref = (value) => value && pick(value, keptInRef);
const mapValues = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

function trim(model, paginators, without) {
  const operations = {};
  for (const [name, operation] of Object.entries(model.operations)) {
    if (without?.test(name)) continue;
    operations[name] = {
      http: operation.http,
      ...(operation.input && { input: ref(operation.input) }),
      ...(operation.output && { output: ref(operation.output) }),
      ...(operation.errors && { errors: operation.errors.map((error) => error.shape) }),
    };
  }
  const shapes = {};
  const visit = (name) => {
    if (name in shapes) return;
    const shape = model.shapes[name];
    const kept = pick(shape, keptInShape);
    shapes[name] = kept;
    if (shape.members && !shape.eventstream) kept.members = mapValues(shape.members, ref);
    for (const key of ["member", "key", "value"]) if (shape[key]) kept[key] = ref(shape[key]);
    for (const child of [...Object.values(kept.members ?? {}), kept.member, kept.key, kept.value])
      if (child) visit(child.shape);
  };
  for (const operation of Object.values(operations)) {
    for (const shape of [operation.input?.shape, operation.output?.shape, ...(operation.errors ?? [])])
      if (shape) visit(shape);
  }
  const pagination = Object.fromEntries(Object.entries(paginators).filter(([name]) => name in operations));
  return { metadata: pick(model.metadata, keptMetadata), operations, shapes, pagination };
}

const lines = (object) =>
  `{\n${Object.entries(object)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
    .join(",\n")}\n}`;

const scalars = {
  string: "string",
  integer: "number",
  long: "number",
  float: "number",
  double: "number",
  bigdecimal: "number",
  boolean: "boolean",
  timestamp: "Timestamp",
  blob: "Uint8Array",
  character: "string",
};

function typeOf(shape) {
  if (shape.document) return "unknown";
  if (shape.eventstream) return "never";
  if (shape.enum && shape.enum.length <= 60)
    return shape.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (shape.type === "list") return `readonly ${shape.member.shape}[]`;
  if (shape.type === "map") return `Readonly<Record<string, ${shape.value.shape}>>`;
  if (scalars[shape.type] === undefined) throw new Error(`no TypeScript type for ${shape.type}`);
  return scalars[shape.type];
}

const reserved = new Set([
  "Record",
  "Readonly",
  "Date",
  "Error",
  "Map",
  "Object",
  "String",
  "Boolean",
  "Function",
  "Timestamp",
  "Array",
  "Uint8Array",
]);

function typesFile(service, { operations, shapes }) {
  const local = (name) => (reserved.has(name) ? `${name}_` : name);
  const rename = (text) => text.replace(/\b([A-Za-z][A-Za-z0-9_]*)(?=\[\]|>>$)/g, (_, name) => local(name));
  const out = [
    "// biome-ignore-all lint: generated",
    "// biome-ignore-all format: generated",
    `// Generated by packages/local-aws/models/renew.mjs from the API model of ${service}: edit that, not this.`,
    "/** Milliseconds since 1970. */\ntype Timestamp = number;",
  ];
  for (const name of Object.keys(shapes).sort()) {
    const shape = shapes[name];
    if (shape.type !== "structure" || shape.document || shape.eventstream) {
      out.push(`export type ${local(name)} = ${rename(typeOf(shape))};`);
      continue;
    }
    const members = Object.entries(shape.members ?? {}).map(([member, { shape: type }]) => {
      const required = shape.required?.includes(member);
      const key = /^[A-Za-z_$][\w$]*$/.test(member) ? member : JSON.stringify(member);
      return `readonly ${key}${required ? "" : "?"}: ${local(type)}${required ? "" : " | undefined"}`;
    });
    out.push(`export interface ${local(name)} { ${members.join("; ")} }`);
  }
  const entries = Object.entries(operations).map(([name, { input, output }]) => {
    const type = (value) => (value ? local(value.shape) : "Record<never, never>");
    return `  ${name}: { input: ${type(input)}; output: ${type(output)} };`;
  });
  out.push(`export interface Operations {\n${entries.join("\n")}\n}`);
  return `${out.join("\n")}\n`;
}

const botocore = process.argv[2];
if (botocore === undefined) {
  console.error("usage: node packages/local-aws/models/renew.mjs BOTOCORE/data");
  process.exit(2);
}
const here = import.meta.dirname;
for (const [service, { from, without }] of Object.entries(services)) {
  const folder = path.join(botocore, from, readdirSync(path.join(botocore, from)).sort().at(-1));
  const model = JSON.parse(gunzipSync(readFileSync(path.join(folder, "service-2.json.gz"))));
  const { pagination } = JSON.parse(readFileSync(path.join(folder, "paginators-1.json"), "utf8"));
  const trimmed = trim(model, pagination, without);
  const { metadata, operations, shapes, pagination: pages } = trimmed;
  writeFileSync(
    path.join(here, "data", `${service}.json`),
    `{"metadata":${JSON.stringify(metadata)},\n"pagination":${lines(pages)},\n"operations":${lines(operations)},\n"shapes":${lines(shapes)}}\n`,
  );
  writeFileSync(path.join(here, "types", `${service}.d.ts`), typesFile(service, trimmed));
}
writeFileSync(
  path.join(here, "types", "services.d.ts"),
  `// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// Generated by packages/local-aws/models/renew.mjs: edit that, not this.
${Object.keys(services)
  .map((service) => `import type { Operations as ${service} } from "./${service}.d.ts";`)
  .join("\n")}

/** Operations of every modelled service, by the name under which requests to it are signed. */
export interface Services {
${Object.keys(services)
  .map((service) => `  ${service}: ${service};`)
  .join("\n")}
}
`,
);
