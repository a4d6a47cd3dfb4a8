import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { synthesizeTo } from "./synthesize.ts";

interface Fields {
  readonly [field: string]: unknown;
}

/** A cluster file as data, as far as edits change it. */
export interface SmallFile extends Fields {
  readonly metadata: { readonly name: string; readonly region: string } & Fields;
  readonly managedNodeGroups: readonly ({ readonly name: string } & Fields)[];
}

/** Synthesizes a file into a folder of its own and returns the folder of its stack. */
export async function synthesizeFile(file: SmallFile, folder: string): Promise<string> {
  const { name } = file.metadata;
  mkdirSync(folder, { recursive: true });
  const place = path.join(folder, `${name}.yaml`);
  writeFileSync(place, stringify(file, { aliasDuplicateObjects: false }));
  await synthesizeTo(folder, place);
  return path.join(folder, "cdktf.out", "stacks", name);
}
