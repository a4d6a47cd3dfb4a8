import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { jsonSchema } from "../../../../commands/docs/json-schema.ts";
import { readYaml } from "../../../../modules/config/yaml/read.ts";

const validate = new Ajv2020({ allErrors: true }).compile(jsonSchema());
const errorsOf = (content: unknown) => {
  validate(JSON.parse(JSON.stringify(content)));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};
const METADATA = { name: "a", region: "eu-central-1" };
const HEAD = { apiVersion: "eksctl.io/v1alpha5", kind: "ClusterConfig", metadata: METADATA };

test('clusters/schema.json is up to date; if not, run "npm run docs"', () => {
  expect(JSON.parse(readFileSync("clusters/schema.json", "utf8"))).toEqual(jsonSchema());
});

const EXAMPLES = ["clusters", "examples"].flatMap((folder) => {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".yaml"))
      .map((name) => `${folder}/${name}`);
  } catch {
    return [];
  }
});

test.for(EXAMPLES)("%s satisfies the schema", (file) => {
  expect(errorsOf(readYaml(readFileSync(file, "utf8")).source?.value)).toEqual([]);
});

test.for([
  [{ ...HEAD, metdata: {} }, " must NOT have additional properties"],
  [{ apiVersion: HEAD.apiVersion, kind: HEAD.kind }, " must have required property 'metadata'"],
  [
    { ...HEAD, vpc: { nat: { gateway: "single" } } },
    "/vpc/nat/gateway must be equal to one of the allowed values",
  ],
  [{ ...HEAD, metadata: { ...METADATA, version: 1.35 } }, "/metadata/version must be string"],
  [{ ...HEAD, managedNodeGroups: [{ minSize: 1.5 }] }, "/managedNodeGroups/0/minSize must be integer"],
] as const)("%j is marked by an editor", ([content, error]) => {
  expect(errorsOf(content)).toContain(error);
});
