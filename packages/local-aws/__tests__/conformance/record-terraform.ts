// Adds what Terraform called to the record, from journals of the local AWS:
//   npm run local -- --journal FILE sh -c 'terraform apply … && terraform destroy …'
//   node tools/run.mjs packages/local-aws/__tests__/conformance/record-terraform.ts FILE…
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { CallRecord } from "../../core/journal.ts";

const target = "packages/local-aws/__tests__/conformance/recorded/terraform.json";
const known = existsSync(target) ? (JSON.parse(readFileSync(target, "utf8")) as Record<string, string>) : {};
const passed = new Set(Object.keys(known));
for (const file of process.argv.slice(2)) {
  for (const line of readFileSync(file, "utf8").split("\n").filter(Boolean)) {
    const { service, operation, status } = JSON.parse(line) as CallRecord;
    if (status >= 200 && status < 300 && operation !== "") passed.add(`${service}:${operation}`);
  }
}
const sorted = Object.fromEntries([...passed].sort().map((operation) => [operation, "passed"]));
writeFileSync(target, `${JSON.stringify(sorted, null, 2)}\n`);
console.log(`${Object.keys(sorted).length} operations in ${target}`);
