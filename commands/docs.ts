// Writes the parts of docs/ that are made from code, and the JSON Schema for editors: `npm run docs`.
import { writeFileSync } from "node:fs";
import { defaultsDocument } from "../modules/config/defaults/document.ts";
import { differencesDocument } from "../modules/config/differences-document.ts";
import { jsonSchema } from "../modules/config/json-schema.ts";

const files: Readonly<Record<string, string>> = {
  "docs/defaults.md": defaultsDocument(),
  "docs/eksctl-differences.md": differencesDocument(),
  "clusters/schema.json": `${JSON.stringify(jsonSchema(), null, 2)}\n`,
};
for (const [file, content] of Object.entries(files)) {
  writeFileSync(file, content);
  console.log(`${file} written`);
}
