import { isDeepStrictEqual } from "node:util";
import { type FieldPath, formatPath } from "@eksplan/diagnostics/issue";
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parse,
  parseDocument,
  type YAMLMap,
  type Node as YamlNode,
} from "yaml";

/** One value to write. */
export interface Change {
  readonly path: FieldPath;
  readonly value: string | readonly string[];
  /** Sibling that the value takes the place of; its text stays as a comment. */
  readonly replaces?: string;
  /** Sibling behind which a new key goes, the first that there is. @default - before the first key */
  readonly after?: readonly string[];
}

/** A file that can't be edited without changing something else as well. */
export class EditError extends Error {}

const noPlace = (path: FieldPath): EditError =>
  new EditError(`${formatPath(path)}: there is no place for it; write it by hand`);

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const OPTIONS = { merge: true, keepSourceTokens: true, version: "1.2" } as const;

/**
 * The text with the changes written into it. All other bytes stay as they are: comments, order, quoting, anchors, blank
 * lines, ends of lines.
 *
 * @throws EditError if the result would not say exactly what was asked for, for example because of a shared anchor
 */
export function edit(text: string, changes: readonly Change[]): string {
  const document = parseDocument(text, OPTIONS);
  const wanted = dataOf(document);
  for (const change of changes) assign(wanted, change);
  const splices = new Map<string, Splice>();
  for (const change of changes) {
    const splice = spliceFor(document, text, change);
    splices.set(`${splice.start}:${splice.end}:${splice.text}`, splice);
  }
  let result = text;
  // From the end, so that offsets stay right; of two at one place, the earlier change comes first.
  for (const { start, end, text: inserted } of [...splices.values()]
    .reverse()
    .sort((a, b) => b.start - a.start))
    result = result.slice(0, start) + inserted + result.slice(end);
  const edited = parseDocument(result, OPTIONS);
  if (edited.errors.length > 0 || !isDeepStrictEqual(dataOf(edited), wanted)) {
    const paths = changes.map(({ path }) => formatPath(path)).join(", ");
    throw new EditError(
      `${paths} can't be written without changing something else, a shared anchor for example; write the values by hand`,
    );
  }
  return result;
}

type Data = Record<string | number, unknown>;

/** A copy in which nothing is shared, so that a change at one place is a change at one place. */
const dataOf = (document: Document): Data =>
  JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: -1 }) ?? {})) as Data;

function assign(root: Data, { path, value, replaces }: Change): void {
  let parent = root;
  for (const step of path.slice(0, -1)) {
    parent[step] ??= {};
    const child = parent[step];
    if (typeof child !== "object" || child === null) throw noPlace(path);
    parent = child as Data;
  }
  parent[path.at(-1)!] = value;
  if (replaces !== undefined) delete parent[replaces];
}

function spliceFor(document: Document, text: string, change: Change): Splice {
  const { path, value } = change;
  let parent = mapOf(document.contents, document, path);
  for (const [index, step] of path.entries()) {
    const rest = path.slice(index);
    if (isMap(parent)) {
      const pair = pairOf(
        parent,
        change.replaces !== undefined && rest.length === 1 ? change.replaces : step,
      );
      if (pair === undefined || (rest.length > 1 && isEmpty(pair.value)))
        return pair === undefined
          ? insertion(parent, text, rest, change)
          : replacement(pair, text, nested(rest.slice(1), value, true, isJson(parent)));
      if (rest.length === 1)
        return change.replaces === undefined
          ? replacement(pair, text, render(value, isJson(parent), styleOf(pair.value)))
          : exchange(parent, pair, text, String(step), value);
      parent = mapOf(pair.value, document, path);
    } else if (isSeq(parent)) parent = mapOf(parent.items[Number(step)], document, path);
    else throw noPlace(path);
  }
  throw noPlace(path);
}

function mapOf(node: unknown, document: Document, path: FieldPath): YamlNode {
  const found = isAlias(node) ? node.resolve(document) : node;
  if (isMap(found) || isSeq(found)) return found;
  throw noPlace(path);
}

const pairOf = (map: YAMLMap, key: string | number) =>
  map.items.find((pair) => isScalar(pair.key) && pair.key.value === key) as
    | Pair<YamlNode, YamlNode>
    | undefined;

const isEmpty = (node: unknown): boolean =>
  node === null || (isScalar(node) && node.value === null) || (isMap(node) && node.items.length === 0);

/** Where the pair's value is; for a pair without a value, the place behind its colon. */
function placeOf(pair: Pair<YamlNode, YamlNode>, text: string): readonly [number, number] {
  const [start, end] = pair.value?.range ?? pair.key.range!;
  const slice = text.slice(start, end);
  return [start, end - (slice.length - slice.trimEnd().length)];
}

function replacement(pair: Pair<YamlNode, YamlNode>, text: string, rendered: string): Splice {
  const [start, end] = placeOf(pair, text);
  return { start, end, text: start === end && text[start - 1] === ":" ? ` ${rendered}` : rendered };
}

/** Puts the new key where the old one was, and the old one's lines below it as comments. */
function exchange(
  map: YAMLMap,
  pair: Pair<YamlNode, YamlNode>,
  text: string,
  key: string,
  value: Change["value"],
): Splice {
  const start = pair.key.range![0];
  const [, end] = placeOf(pair, text);
  const json = isJson(map);
  const line = `${render(key, json)}: ${render(value, json)}`;
  if (map.flow) return { start, end, text: line };
  const indent = " ".repeat(start - lineStart(text, start));
  const old = text.slice(start, end).split(/\r?\n/);
  const kept = old.map((each) => `${indent}# ${each.startsWith(indent) ? each.slice(indent.length) : each}`);
  return { start, end, text: [line, ...kept].join(lineBreak(text)) };
}

function insertion(map: YAMLMap, text: string, rest: FieldPath, { value, after = [] }: Change): Splice {
  const json = isJson(map);
  const items = map.items as Pair<YamlNode, YamlNode>[];
  if (map.flow || items.length === 0) {
    const entry = nested(rest, value, false, json);
    const last = items.at(-1);
    if (last === undefined) return { start: map.range![0], end: map.range![1], text: `{${entry}}` };
    const [, end] = placeOf(last, text);
    return { start: end, end, text: `, ${entry}` };
  }
  const first = items[0]!.key.range![0];
  const indent = " ".repeat(first - lineStart(text, first));
  const eol = lineBreak(text);
  const entry = nestedBlock(rest, value, indent, eol);
  const neighbour = after.map((key) => pairOf(map, key)).find((pair) => pair !== undefined);
  if (neighbour === undefined) return { start: first, end: first, text: `${entry}${eol}${indent}` };
  const end = lineEnd(text, placeOf(neighbour, text)[1]);
  return { start: end, end, text: `${eol}${indent}${entry}` };
}

/** `a: v`, or `a: {b: v}`; without `a:` if `bare`. */
function nested(rest: FieldPath, value: Change["value"], bare: boolean, json: boolean): string {
  return rest.reduceRight<string>(
    (inner, step, index) => {
      const entry = `${render(String(step), json)}: ${inner}`;
      return index === 0 && !bare ? entry : `{${entry}}`;
    },
    render(value, json),
  );
}

/** `a: v`, or `a:` and below it `b: v`. */
function nestedBlock(rest: FieldPath, value: Change["value"], indent: string, eol: string): string {
  const keys = rest.map(
    (step, depth) => `${eol}${indent}${"  ".repeat(depth)}${render(String(step), false)}:`,
  );
  return `${keys.join("").slice(eol.length + indent.length)} ${render(value, false)}`;
}

type Style = "plain" | "single" | "double";

function styleOf(node: unknown): Style {
  if (!isScalar(node)) return "plain";
  if (node.type === "QUOTE_DOUBLE") return "double";
  return node.type === "QUOTE_SINGLE" ? "single" : "plain";
}

function render(value: Change["value"], json: boolean, style: Style = "plain"): string {
  if (typeof value !== "string") return `[${value.map((item) => render(item, json)).join(", ")}]`;
  if (json || style === "double" || (style === "plain" && !isPlain(value))) return JSON.stringify(value);
  return style === "single" ? `'${value.replaceAll("'", "''")}'` : value;
}

/** Whether a text without quotes is the same text for every reader, in blocks and in `[]` and `{}`. */
const isPlain = (value: string): boolean =>
  /^[A-Za-z0-9][A-Za-z0-9_.+/-]*$/.test(value) &&
  parse(value, { version: "1.1" }) === value &&
  parse(value, { version: "1.2" }) === value;

/** JSON is YAML too, and stays JSON. */
function isJson(map: YAMLMap): boolean {
  const key = map.items[0]?.key;
  return map.flow === true && isScalar(key) && key.type === "QUOTE_DOUBLE";
}

const lineStart = (text: string, offset: number): number => text.lastIndexOf("\n", offset - 1) + 1;

function lineEnd(text: string, offset: number): number {
  const next = text.indexOf("\n", offset);
  if (next < 0) return text.length;
  return text[next - 1] === "\r" ? next - 1 : next;
}

const lineBreak = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");
