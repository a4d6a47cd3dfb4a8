import type { StackJson } from "../support/synth-cluster.ts";

type Body = Readonly<Record<string, unknown>>;

/**
 * Where two plans differ, as arguments of Terraform: `aws_launch_template.block_device_mappings[].ebs.volume_size`. A
 * resource that only one of them has is named by its type alone.
 */
export function changedArguments(before: StackJson, after: StackJson): readonly string[] {
  const found = new Set<string>();
  for (const section of keysOf(before, after)) {
    const [a, b] = [bodyOf(before, section), bodyOf(after, section)];
    if (section === "resource" || section === "data") {
      for (const type of keysOf(a, b))
        compareNames(bodyOf(a, type), bodyOf(b, type), prefixOf(section, type));
    } else if (section === "output") compareNames(a, b, section);
    else compare(a, b, section);
  }
  return [...found].sort();

  function compareNames(a: Body, b: Body, type: string) {
    for (const name of keysOf(a, b))
      if (a[name] === undefined || b[name] === undefined) found.add(type);
      else compare(a[name], b[name], type);
  }

  function compare(a: unknown, b: unknown, path: string) {
    if (JSON.stringify(a) === JSON.stringify(b)) return;
    if (isBody(a) && isBody(b)) {
      for (const key of keysOf(a, b)) compare(a[key], b[key], `${path}.${key}`);
    } else if (isListOfBodies(a) && isListOfBodies(b) && a.length === b.length) {
      for (const [index, item] of a.entries()) compare(item, b[index], `${path}[]`);
    } else found.add(path);
  }
}

const prefixOf = (section: string, type: string) => (section === "data" ? `data.${type}` : type);
const keysOf = (a: object, b: object) => [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
const bodyOf = (body: object, key: string): Body => (body as Record<string, Body>)[key] ?? {};
const isBody = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isListOfBodies = (value: unknown): value is readonly Body[] =>
  Array.isArray(value) && value.every(isBody);
