// Writes kept-arguments.json beside it, from `terraform providers schema -json` of the AWS provider on standard input:
//   terraform providers schema -json | node __tests__/unit/stacks/data/renew-kept-arguments.mjs VERSION [TYPE ...]
// in a folder whose configuration requires hashicorp/aws VERSION. Types that are there already stay; more can be named.
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("kept-arguments.json", import.meta.url);
const before = JSON.parse(readFileSync(file, "utf8"));
const [version, ...more] = process.argv.slice(2);
const { provider_schemas } = JSON.parse(readFileSync(0, "utf8"));
const schemas = provider_schemas["registry.terraform.io/hashicorp/aws"].resource_schemas;

function walk({ attributes = {}, block_types = {} }, prefix = "") {
  const found = { arguments: [], blocks: [] };
  for (const [name, { optional, computed }] of Object.entries(attributes))
    if (optional && computed && !(prefix === "" && ["id", "tags_all"].includes(name)))
      found.arguments.push(prefix + name);
  for (const [name, { block, max_items, min_items }] of Object.entries(block_types)) {
    if (prefix === "" && name === "timeouts") continue;
    // The schema does not say which blocks are computed; the list of what may be there once is the safe one.
    if (max_items === 1 && !min_items) found.blocks.push(prefix + name);
    const below = walk(block, `${prefix}${name}.`);
    found.arguments.push(...below.arguments);
    found.blocks.push(...below.blocks);
  }
  return found;
}

const types = [...new Set([...Object.keys(before.types), ...more])].sort();
const data = {
  source: `terraform providers schema -json of hashicorp/aws ${version}; renewed by renew-kept-arguments.mjs`,
  types: Object.fromEntries(types.map((type) => [type, walk(schemas[type].block)])),
};
writeFileSync(file, `${JSON.stringify(data, undefined, 1)}\n`);
