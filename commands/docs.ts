// Writes the parts of docs/ that are made from code, and the JSON Schema for editors: `npm run docs`.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { coverageDocument } from "../modules/config/coverage.ts";
import { defaultsDocument } from "../modules/config/defaults/document.ts";
import { differencesDocument } from "../modules/config/differences-document.ts";
import { jsonSchema } from "../modules/config/json-schema.ts";

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
