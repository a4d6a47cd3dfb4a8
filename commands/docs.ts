// Writes the parts of docs/ that are made from code, and the JSON Schema for editors: `npm run docs`.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { coverageDocument } from "./docs/coverage.ts";
import { defaultsDocument } from "./docs/defaults.ts";
import { differencesDocument } from "./docs/differences.ts";
import { jsonSchema } from "./docs/json-schema.ts";

const folder = "__tests__/unit/config";
const tests = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts"))
  .sort()
  .map((file) => ({ file: file.replaceAll("\\", "/"), text: readFileSync(path.join(folder, file), "utf8") }));

const files: Readonly<Record<string, string>> = {
  "docs/defaults.md": defaultsDocument(),
  "docs/eksctl-differences.md": differencesDocument(),
  "docs/config-coverage.md": coverageDocument(tests),
  "clusters/schema.json": `${JSON.stringify(jsonSchema(), null, 2)}\n`,
};
for (const [file, content] of Object.entries(files)) {
  writeFileSync(file, content);
  console.log(`${file} written`);
}
