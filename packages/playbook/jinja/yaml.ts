import { Document, parseAllDocuments, visit } from "yaml";
import { TemplateError } from "./error.ts";
import { plain } from "./json.ts";
import { numberText } from "./text.ts";
import { type Dict, Float, isDict, resolve } from "./value.ts";

export interface YamlStyle {
  /** Spaces per level. */
  readonly indent: number;
  readonly sortKeys: boolean;
  /** `null` is PyYAML's default: collections without collections in them in one line. */
  readonly flow: boolean | null;
}

/** One value in one line, quoted by the library where YAML 1.1 needs it. */
function inline(value: unknown, sortKeys: boolean): string {
  const target = resolve(value);
  if (target instanceof Float) return numberText(target);
  const document = new Document(plain(target), {
    version: "1.1",
    sortMapEntries: sortKeys,
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Collection: (_, node) => {
      node.flow = true;
    },
    Scalar: (_, node) => {
      // PyYAML's output has no block scalars: text with line breaks is quoted.
      if (typeof node.value === "string" && node.value.includes("\n")) node.type = "QUOTE_DOUBLE";
    },
  });
  const options = {
    lineWidth: 0,
    singleQuote: true,
    nullStr: "null",
    flowCollectionPadding: false,
    minContentWidth: 0,
  };
  return document.toString(options).trimEnd();
}

const isCollection = (value: unknown): value is Dict | readonly unknown[] =>
  isDict(value) || Array.isArray(value);
const childrenOf = (value: Dict | readonly unknown[]): readonly unknown[] =>
  Array.isArray(value) ? value : Object.values(value);

function block(value: unknown, style: YamlStyle): readonly string[] {
  const target = resolve(value);
  if (!isCollection(target)) return [inline(target, style.sortKeys)];
  const children = childrenOf(target);
  const isLeaf = !children.some(isCollection);
  if (children.length === 0 || (style.flow ?? isLeaf)) return [inline(target, style.sortKeys)];
  const step = " ".repeat(style.indent);
  if (Array.isArray(target)) {
    return target.flatMap((item) => {
      const [first = "", ...rest] = block(item, style);
      const isBlock = rest.length > 0 || (isCollection(item) && !/^[[{]/.test(first));
      return [`-${isBlock ? step.slice(1) : " "}${first}`, ...rest.map((line) => step + line)];
    });
  }
  const keys = Object.keys(target);
  if (style.sortKeys) keys.sort();
  return keys.flatMap((key) => {
    const name = inline(key, false);
    const item = (target as Dict)[key];
    const lines = block(item, style);
    if (!isCollection(item) || (lines.length === 1 && /^[[{]/.test(lines[0] ?? "")))
      return [`${name}: ${lines[0] ?? ""}`];
    // PyYAML leaves the dashes of a list under its key.
    return [`${name}:`, ...lines.map((line) => (Array.isArray(item) ? line : step + line))];
  });
}

/** YAML in the form of PyYAML's `dump`, but for long lines, which stay whole. */
export const toYaml = (value: unknown, style: YamlStyle): string => `${block(value, style).join("\n")}\n`;

/** @throws TemplateError */
export function fromYaml(text: string): readonly unknown[] {
  const documents = parseAllDocuments(text, { version: "1.1", merge: true });
  if (!Array.isArray(documents)) return [];
  return documents.map((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw new TemplateError(`not YAML: ${error.message}`);
    return document.toJS() as unknown;
  });
}
