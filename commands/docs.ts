// Writes the parts of docs/ that are made from code, and the JSON Schema for editors: `npm run docs`.
import { readFileSync, writeFileSync } from "node:fs";
import { coverageDocument } from "./docs/coverage.ts";
import { defaultsDocument } from "./docs/defaults.ts";
import { differencesDocument } from "./docs/differences.ts";
import { parseEdits } from "./docs/edit-rows.ts";
import { editsDocument } from "./docs/edits.ts";
import { evidence } from "./docs/evidence.ts";
import { jsonSchema } from "./docs/json-schema.ts";

const files: Readonly<Record<string, string>> = {
  "docs/defaults.md": defaultsDocument(),
  "docs/eksctl-differences.md": differencesDocument(),
  "docs/config-coverage.md": coverageDocument(evidence()),
  "docs/edits.md": editsDocument(parseEdits(readFileSync("__tests__/living/edits.txt", "utf8"))),
  "clusters/schema.json": `${JSON.stringify(jsonSchema(), null, 2)}\n`,
};
for (const [file, content] of Object.entries(files)) {
  writeFileSync(file, content);
  console.log(`${file} written`);
}
