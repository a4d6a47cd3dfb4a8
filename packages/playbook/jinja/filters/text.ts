import type { Filter } from "../environment.ts";
import { percentFormat } from "../format.ts";
import { capitalize, methodOf, replaceText } from "../methods.ts";
import { repr, str } from "../text.ts";
import { isDict, iterate, resolve, Tuple, truth, Undefined } from "../value.ts";
import { argument, needInteger, needText } from "./arguments.ts";

const HTML: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&#34;",
  "'": "&#39;",
};
const escapeHtml = (value: unknown): string =>
  str(resolve(value)).replace(/[&<>"']/g, (char) => HTML[char] ?? char);

/** A filter that is a method of text under another name. */
const viaMethod =
  (name: string): Filter =>
  (value, args, named) =>
    methodOf(str(resolve(value)), name)?.call(args, named);

/** Percent-encoding as Python's `quote`, which leaves "/" alone. */
export const urlQuote = (text: string, keepSlash: boolean): string => {
  const encoded = encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return keepSlash ? encoded.replaceAll("%2F", "/") : encoded;
};

const formQuote = (text: string): string => urlQuote(text, false).replaceAll("%20", "+");

const urlencode: Filter = (value) => {
  const target = resolve(value);
  if (typeof target === "string") return urlQuote(target, true);
  const pairs = isDict(target) ? Object.entries(target) : iterate(target).map((pair) => iterate(pair));
  return pairs.map(([key, item]) => `${formQuote(str(key))}=${formQuote(str(resolve(item)))}`).join("&");
};

const indent: Filter = (value, args, named) => {
  const width = argument(args, named, 0, "width") ?? 4;
  const first = truth(argument(args, named, 1, "first") ?? false);
  const blank = truth(argument(args, named, 2, "blank") ?? false);
  const by = typeof width === "string" ? width : " ".repeat(needInteger(width));
  const lines = `${str(resolve(value))}\n`.split("\n").slice(0, -1);
  return lines
    .map((line, index) => ((index === 0 ? first : blank || line !== "") ? by + line : line))
    .join("\n");
};

const truncate: Filter = (value, args, named) => {
  const text = str(resolve(value));
  const length = needInteger(argument(args, named, 0, "length") ?? 255);
  const killWords = truth(argument(args, named, 1, "killwords") ?? false);
  const end = needText(argument(args, named, 2, "end") ?? "...");
  const leeway = needInteger(argument(args, named, 3, "leeway") ?? 0);
  if (text.length <= length + leeway) return text;
  const cut = text.slice(0, length - end.length);
  if (killWords) return cut + end;
  const space = cut.lastIndexOf(" ");
  return (space < 0 ? cut : cut.slice(0, space)) + end;
};

/** Breaks lines as Python's `textwrap` does: at white space, and long words where they must. */
function wrap(line: string, width: number, breakLong: boolean): string[] {
  const words = line.match(/\S+|\s+/g) ?? [];
  const lines: string[] = [];
  let current = "";
  for (let word of words) {
    if (current.length + word.length <= width) {
      current += word;
      continue;
    }
    if (word.trim() === "") continue;
    if (current.trimEnd() !== "") lines.push(current.trimEnd());
    while (breakLong && word.length > width) {
      lines.push(word.slice(0, width));
      word = word.slice(width);
    }
    current = word;
  }
  return current.trimEnd() === "" ? lines : [...lines, current.trimEnd()];
}

const wordwrap: Filter = (value, args, named) => {
  const width = needInteger(argument(args, named, 0, "width") ?? 79);
  const breakLong = truth(argument(args, named, 1, "break_long_words") ?? true);
  const by = needText(argument(args, named, 2, "wrapstring") ?? "\n");
  return str(resolve(value))
    .split(/\r\n|\r|\n/)
    .map((line) => wrap(line, width, breakLong).join(by))
    .join(by);
};

const replace: Filter = (value, args, named) =>
  replaceText(
    str(resolve(value)),
    str(argument(args, named, 0, "old")),
    str(argument(args, named, 1, "new")),
    needInteger(argument(args, named, 2, "count") ?? -1),
  );

const format: Filter = (value, args, named) =>
  percentFormat(needText(value), Object.keys(named).length > 0 ? named : Tuple.from(args));

const title = (text: string): string =>
  text.replace(/[^-\s({[<]+/gu, (word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase());

/** Quotes for a POSIX shell, as Python's `shlex.quote`. */
export const shellQuote = (text: string): string =>
  text !== "" && /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;

const COMMENTS: Readonly<Record<string, readonly [string, string, string]>> = {
  plain: ["# ", "", ""],
  erlang: ["% ", "", ""],
  c: ["// ", "", ""],
  cblock: [" * ", "/*", " */"],
  xml: [" - ", "<!--", "-->"],
};

const comment: Filter = (value, args, named) => {
  const style = str(argument(args, named, 0, "style") ?? "plain");
  const [decoration, beginning, end] = COMMENTS[style] ?? COMMENTS["plain"]!;
  const mark = str(named["decoration"] ?? decoration);
  const edge = (style === "plain" || beginning === "" ? mark : mark).trimEnd();
  const lines = str(resolve(value))
    .split("\n")
    .map((line) => `${mark}${line}`.trimEnd());
  return [...(beginning ? [beginning] : []), edge, ...lines, edge, ...(end ? [end] : [])].join("\n");
};

const filesizeformat: Filter = (value, args, named) => {
  const bytes = Number(str(resolve(value)));
  const binary = truth(argument(args, named, 0, "binary") ?? false);
  const base = binary ? 1024 : 1000;
  if (bytes === 1) return "1 Byte";
  if (bytes < base) return `${Math.trunc(bytes)} Bytes`;
  const units = binary ? ["KiB", "MiB", "GiB", "TiB", "PiB"] : ["kB", "MB", "GB", "TB", "PB"];
  const power = Math.min(units.length, Math.floor(Math.log(bytes) / Math.log(base)));
  return `${(bytes / base ** power).toFixed(1)} ${units[power - 1]}`;
};

export const textFilters: Readonly<Record<string, Filter>> = {
  upper: viaMethod("upper"),
  lower: viaMethod("lower"),
  capitalize: (value) => capitalize(str(resolve(value))),
  title: (value) => title(str(resolve(value))),
  trim: (value, args, named) =>
    methodOf(str(resolve(value)), "strip")?.call([argument(args, named, 0, "chars")], {}),
  center: (value, args, named) =>
    methodOf(str(resolve(value)), "center")?.call([argument(args, named, 0, "width") ?? 80], {}),
  split: (value, args, named) => methodOf(needText(value), "split")?.call(args, named),
  string: (value) => str(value instanceof Undefined ? value.use() : value),
  replace,
  format,
  indent,
  truncate,
  wordwrap,
  wordcount: (value) => (str(resolve(value)).match(/\w+/gu) ?? []).length,
  urlencode,
  escape: escapeHtml,
  e: escapeHtml,
  forceescape: escapeHtml,
  safe: (value) => resolve(value),
  striptags: (value) =>
    str(resolve(value))
      .replace(/<!--[\s\S]*?-->|<[^>]*>/g, "")
      .replace(/\s+/g, " ")
      .trim(),
  pprint: (value) => repr(resolve(value)),
  quote: (value) => shellQuote(value === null ? "" : str(resolve(value))),
  comment,
  filesizeformat,
};
