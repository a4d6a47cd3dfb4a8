import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments, Scalar } from "yaml";
import type { Json, Position } from "../ir.ts";
import type { Report } from "./report.ts";

/** A YAML value that remembers where it was written. */
export type Located = { readonly position: Position } & (
  | { readonly kind: "scalar"; readonly value: string | number | boolean | null; readonly source: string }
  /** `!unsafe`: text that is never a template. */
  | { readonly kind: "unsafe"; readonly value: string }
  | { readonly kind: "list"; readonly items: readonly Located[] }
  | { readonly kind: "map"; readonly entries: readonly LocatedEntry[] }
);

export interface LocatedEntry {
  readonly key: string;
  readonly position: Position;
  readonly value: Located;
}

export type LocatedMap = Extract<Located, { kind: "map" }>;

/** More nodes than any playbook has: aliases that multiply each other end here. */
const MOST_NODES = 200_000;
const DEEPEST = 100;

/** PyYAML, which Ansible reads with, knows no one-letter booleans. */
const LETTERS = new Set(["y", "Y", "n", "N"]);

/** Reads one YAML document as Ansible reads it (YAML 1.1). Mistakes go to the report. */
export function locate(text: string, file: string, report: Report): Located | undefined {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    version: "1.1",
    schema: "yaml-1.1",
    prettyErrors: false,
    customTags: [
      { tag: "!unsafe", resolve: (value: string) => value },
      { tag: "!vault", resolve: (value: string) => value },
      { tag: "!vault-encrypted", resolve: (value: string) => value },
    ],
  });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  if (!Array.isArray(documents)) return undefined;
  const [document, second] = documents;
  if (document === undefined) return undefined;
  const broken = documents.flatMap(({ errors }) => errors);
  for (const { message, pos } of broken)
    report.error("syntax", at(pos[0]), [], `not readable as YAML: ${message}`);
  if (broken.length > 0) return undefined;
  if (second !== undefined) {
    report.error(
      "syntax",
      at(second.range[0]),
      [],
      "a second YAML document; Ansible reads one document a file, remove it or move it",
    );
    return undefined;
  }
  let count = 0;
  const convert = (node: Node | null, depth: number, fallback: number): Located => {
    const position = at(node?.range?.[0] ?? fallback);
    if (++count > MOST_NODES || depth > DEEPEST) throw new TooBig(position);
    if (node === null) return { kind: "scalar", value: null, source: "", position };
    if (isAlias(node)) {
      const target = node.resolve(document);
      if (target === undefined) {
        report.error(
          "syntax",
          position,
          [],
          `the alias *${node.source} stands for nothing; define &${node.source} before it`,
        );
        return { kind: "scalar", value: null, source: "", position };
      }
      return convert(target, depth + 1, fallback);
    }
    if (isSeq(node)) {
      return {
        kind: "list",
        position,
        items: node.items.map((item) => convert(item as Node, depth + 1, fallback)),
      };
    }
    if (isMap(node)) {
      const own: LocatedEntry[] = [];
      const merged: LocatedEntry[] = [];
      for (const { key, value } of node.items) {
        const keyNode = key as Node;
        const place = at(keyNode.range?.[0] ?? fallback);
        const converted = convert(value as Node | null, depth + 1, keyNode.range?.[1] ?? fallback);
        const name = isScalar(keyNode) ? keyText(keyNode) : undefined;
        if (name === undefined) report.error("syntax", place, [], "a key must be plain text; quote it");
        else if (name === "<<" && converted.kind === "map") merged.push(...converted.entries);
        else if (name === "<<" && converted.kind === "list")
          merged.push(...converted.items.flatMap((item) => (item.kind === "map" ? item.entries : [])));
        else own.push({ key: name, position: place, value: converted });
      }
      const seen = new Set(own.map(({ key }) => key));
      const inherited = merged.filter(({ key }) => !seen.has(key) && seen.add(key));
      return { kind: "map", position, entries: [...inherited, ...own] };
    }
    return scalar(node as Scalar, position, report);
  };
  try {
    return convert(document.contents as Node | null, 0, 0);
  } catch (error) {
    if (!(error instanceof TooBig)) throw error;
    report.error(
      "syntax",
      error.position,
      [],
      `more than ${MOST_NODES} values or ${DEEPEST} levels; split the file`,
    );
    return undefined;
  }
}

class TooBig extends Error {
  readonly position: Position;
  constructor(position: Position) {
    super("too big");
    this.position = position;
  }
}

function keyText(node: Scalar): string | undefined {
  if (typeof node.value === "string") return node.value;
  // `<<` is read as a symbol by the YAML 1.1 schema, `on` as a boolean: both are keys by the text that was written.
  return node.source ?? (node.value === null ? undefined : String(node.value));
}

function scalar(node: Scalar, position: Position, report: Report): Located {
  const { value, source = "", tag } = node;
  if (tag === "!unsafe") return { kind: "unsafe", value: String(value), position };
  if (tag === "!vault" || tag === "!vault-encrypted") {
    report.unsupported(
      position,
      [],
      "a !vault value",
      "read the secret at run time: lookup('amazon.aws.secretsmanager_secret', …) or lookup('amazon.aws.ssm_parameter', …)",
    );
    return { kind: "scalar", value: null, source: "", position };
  }
  if (node.type === Scalar.PLAIN && (LETTERS.has(source) || value instanceof Date))
    return { kind: "scalar", value: source, source, position };
  if (typeof value === "bigint") return { kind: "scalar", value: source, source, position };
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return { kind: "scalar", value, source, position };
  report.error(
    "value",
    position,
    [],
    `a value of the YAML type ${tag ?? typeof value} can't be used; write text, a number, a list or a mapping`,
  );
  return { kind: "scalar", value: null, source, position };
}

/** The value without its places. */
export function plain(node: Located): Json {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "unsafe":
      return { $unsafe: node.value };
    case "list":
      return node.items.map(plain);
    case "map":
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
  }
}

export const entry = (map: LocatedMap, key: string): LocatedEntry | undefined =>
  map.entries.find((candidate) => candidate.key === key);
