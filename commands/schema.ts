// Writes the JSON Schema of cluster files, which editors read: `npm run schema`.
import { writeFileSync } from "node:fs";
import { jsonSchema } from "../modules/config/json-schema.ts";

const file = "clusters/schema.json";
writeFileSync(file, `${JSON.stringify(jsonSchema(), null, 2)}\n`);
console.log(`${file} written`);
