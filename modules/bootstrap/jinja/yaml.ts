import { Document, isCollection, isMap, isPair, isSeq, parseAllDocuments, visit } from "yaml";
import { TemplateError } from "./error.ts";
import { plain } from "./json.ts";
import { Float, isDict, resolve } from "./value.ts";

export interface YamlStyle {
  readonly indent: number;
  readonly sortKeys: boolean;
  /** `null` is PyYAML's default: collections without children of their own in one line. */
  readonly flow: boolean | null;
  readonly width: number;
}

/** Floats that look whole need their dot, which a plain number has lost. */
function floats(value: unknown): unknown {
  const target = resolve(value);
  if (target instanceof Float) return target;
  if (Array.isArray(target)) return target.map(floats);
  return isDict(target)
    ? Object.fromEntries(Object.entries(target).map(([key, item]) => [key, floats(item)]))
    : plain(target);
}

/** YAML in the form of PyYAML's `dump`. */
export function toYaml(value: unknown, style: YamlStyle): string {
  const document = new Document(floats(value), {
    version: "1.1",
    sortMapEntries: style.sortKeys,
    aliasDuplicateObjects: false,
    customTags: (tags) => [
      {
        tag: "tag:yaml.org,2002:float",
        identify: (item) => item instanceof Float,
        default: true,
        test: /^$/,
        resolve: Number,
        stringify: ({ value: number }) => `${(number as unknown as Float).value.toFixed(1)}`,
      },
      ...tags,
    ],
  });
  visit(document, {
    Collection(_, node) {
      const isLeaf = node.items.every((item) => !isCollection(isPair(item) ? item.value : item));
      node.flow = style.flow ?? (isLeaf || node.items.length === 0);
    },
    Scalar(key, node) {
      // PyYAML has no block scalars in its output: long and broken text is quoted.
      if (typeof node.value === "string" && (node.value.includes("\n") || node.value === "")) {
        node.type = key === "key" || node.value === "" ? "QUOTE_SINGLE" : "QUOTE_DOUBLE";
      }
    },
  });
  const bare = !isMap(document.contents) && !isSeq(document.contents);
  const text = document.toString({
    indent: style.indent,
    indentSeq: false,
    lineWidth: style.width,
    singleQuote: true,
    nullStr: "null",
    flowCollectionPadding: false,
    minContentWidth: 0,
  });
  return bare ? `${text.trimEnd()}\n...\n` : text;
}

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
