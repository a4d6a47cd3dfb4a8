import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import type { Filter, Test } from "../environment.ts";
import { TemplateError } from "../error.ts";
import { str } from "../text.ts";
import { Tuple } from "../value.ts";
import { argument, needList, needText } from "./arguments.ts";

const expandUser = (text: string): string => text.replace(/^~(?=\/|$)/, () => homedir());
const expandVars = (text: string): string =>
  text.replace(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (whole, braced?: string, bare?: string) => process.env[braced ?? bare ?? ""] ?? whole,
  );

/** Python's join: an absolute part starts anew, and nothing is normalized. */
const pathJoin = (parts: readonly string[]): string =>
  parts.reduce((joined, part) => {
    if (part.startsWith("/")) return part;
    return joined === "" || joined.endsWith("/") ? joined + part : `${joined}/${part}`;
  });

function splitExtension(text: string): Tuple {
  const [, root = text, extension = ""] = /^(.*[^/.][^/.]*?|.*?[^/.])(\.[^./]*)$/s.exec(text) ?? [];
  return Tuple.of(root, extension);
}

/** Python keeps everything up to the last slash, without trailing slashes. */
const dirname = (text: string): string => {
  const head = text.slice(0, text.lastIndexOf("/") + 1);
  return /^\/+$/.test(head) ? head : head.replace(/\/+$/, "");
};

function commonPath(paths: readonly string[]): string {
  const split = paths.map((item) => item.split("/").filter((part, index) => part !== "" || index === 0));
  const first = split[0] ?? [];
  const size = first.findIndex((part, index) => split.some((other) => other[index] !== part));
  return (size < 0 ? first : first.slice(0, size)).join("/") || (paths[0]?.startsWith("/") ? "/" : "");
}

const fileGlob: Filter = (value) => {
  const pattern = needText(value);
  const directory = path.dirname(pattern);
  const name = path
    .basename(pattern)
    .replace(/[.+^${}()|\\]/g, "\\$&")
    .replaceAll("*", "[^/]*")
    .replaceAll("?", "[^/]");
  if (!existsSync(directory)) return [];
  const matches = new RegExp(`^${name}$`);
  return readdirSync(directory)
    .filter(
      (entry) => matches.test(entry) && (!entry.startsWith(".") || path.basename(pattern).startsWith(".")),
    )
    .sort()
    .map((entry) => path.join(directory, entry))
    .filter((file) => statSync(file).isFile());
};

export const pathFilters: Readonly<Record<string, Filter>> = {
  basename: (value) => needText(value).slice(needText(value).lastIndexOf("/") + 1),
  dirname: (value) => dirname(needText(value)),
  expanduser: (value) => expandUser(needText(value)),
  expandvars: (value) => expandVars(needText(value)),
  realpath: (value) =>
    existsSync(needText(value)) ? realpathSync(needText(value)) : path.resolve(needText(value)),
  relpath: (value, args, named) =>
    path.relative(str(argument(args, named, 0, "start") ?? "."), needText(value)) || ".",
  splitext: (value) => splitExtension(needText(value)),
  path_join: (value) => (typeof value === "string" ? value : pathJoin(needList(value).map(needText))),
  normpath: (value) => path.normalize(needText(value)).replace(/(.)\/$/, "$1"),
  commonpath: (value) => commonPath(needList(value).map(needText)),
  fileglob: fileGlob,
};

const stat = (value: unknown, check: (file: string) => boolean): boolean => {
  if (typeof value !== "string") throw new TemplateError("expected a path");
  return existsSync(value) && check(value);
};

export const pathTests: Readonly<Record<string, Test>> = {
  exists: (value) => stat(value, () => true),
  link_exists: (value) => lstatSync(needText(value), { throwIfNoEntry: false }) !== undefined,
  file: (value) => stat(value, (file) => statSync(file).isFile()),
  is_file: (value) => stat(value, (file) => statSync(file).isFile()),
  directory: (value) => stat(value, (file) => statSync(file).isDirectory()),
  is_dir: (value) => stat(value, (file) => statSync(file).isDirectory()),
  link: (value) => lstatSync(needText(value), { throwIfNoEntry: false })?.isSymbolicLink() ?? false,
  abs: (value) => needText(value).startsWith("/"),
  is_abs: (value) => needText(value).startsWith("/"),
  same_file: (value, [other]) =>
    stat(value, () => stat(other, () => true)) &&
    realpathSync(needText(value)) === realpathSync(needText(other)),
};
