import { createHash } from "node:crypto";
import type { Filter } from "../environment.ts";
import { TemplateError } from "../error.ts";
import { fromJson, PYTHON_JSON, toJson } from "../json.ts";
import { str } from "../text.ts";
import { dict, type Named, resolve, truth } from "../value.ts";
import { fromYaml, toYaml } from "../yaml.ts";
import { argument, needInteger, needText } from "./arguments.ts";

function jsonFilter(defaults: { readonly indent: number | undefined; readonly sortKeys: boolean }): Filter {
  return (value, args, named) => {
    const indent = argument(args, named, 0, "indent") ?? defaults.indent;
    const separators = named["separators"];
    const [item, key] = Array.isArray(separators) ? separators.map(str) : [", ", ": "];
    return toJson(value, {
      ...PYTHON_JSON,
      indent: indent === undefined || indent === null ? undefined : needInteger(indent),
      sortKeys: truth(argument(args, named, 1, "sort_keys") ?? defaults.sortKeys),
      asciiOnly: truth(named["ensure_ascii"] ?? true),
      itemSeparator: item ?? ", ",
      keySeparator: key ?? ": ",
    });
  };
}

const yamlStyle = (named: Named, nice: boolean) => ({
  indent: needInteger(named["indent"] ?? (nice ? 4 : 2)),
  sortKeys: truth(named["sort_keys"] ?? true),
  flow:
    named["default_flow_style"] === undefined ? (nice ? false : null) : truth(named["default_flow_style"]),
});

const hasher =
  (algorithm?: string): Filter =>
  (value, args, named) => {
    const name = algorithm ?? str(argument(args, named, 0, "hashtype") ?? "sha1");
    try {
      return createHash(name)
        .update(str(resolve(value)))
        .digest("hex");
    } catch {
      throw new TemplateError(`unknown hash '${name}'`);
    }
  };

const b64decode: Filter = (value, args, named) => {
  const encoding = str(argument(args, named, 0, "encoding") ?? "utf-8").toLowerCase();
  const bytes = Buffer.from(needText(value), "base64");
  return new TextDecoder(encoding).decode(bytes);
};

const b64encode: Filter = (value, args, named) => {
  const encoding = str(argument(args, named, 0, "encoding") ?? "utf-8").toLowerCase();
  const text = needText(value);
  const isWide = encoding === "utf-16-le" || encoding === "utf-16le";
  if (!isWide && encoding !== "utf-8")
    throw new TemplateError(`b64encode knows utf-8 and utf-16-le, got ${encoding}`);
  return Buffer.from(text, isWide ? "utf16le" : "utf8").toString("base64");
};

/** Name-based UUID, version 5, in Ansible's own namespace. */
const toUuid: Filter = (value, args, named) => {
  const namespace = str(argument(args, named, 0, "namespace") ?? "361E6D51-FAEC-444A-9079-341386DA8E2E");
  const bytes = createHash("sha1")
    .update(Buffer.from(namespace.replaceAll("-", ""), "hex"))
    .update(str(resolve(value)))
    .digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

const urlsplit: Filter = (value, args, named) => {
  const match = /^(?:([A-Za-z][\w+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(
    needText(value),
  );
  const [, scheme = "", netloc = "", path = "", query = "", fragment = ""] = match ?? [];
  const [, user, password, host = "", port] =
    /^(?:([^:@]*)(?::([^@]*))?@)?(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(netloc) ?? [];
  const parts = dict([
    ["fragment", fragment],
    ["hostname", netloc === "" ? null : host.replace(/^\[|\]$/g, "").toLowerCase()],
    ["netloc", netloc],
    ["password", password ?? null],
    ["path", path],
    ["port", port === undefined ? null : Number(port)],
    ["query", query],
    ["scheme", scheme.toLowerCase()],
    ["username", user ?? null],
  ]);
  const wanted = argument(args, named, 0, "query");
  if (wanted === undefined || wanted === "") return parts;
  if (!Object.hasOwn(parts, str(wanted)))
    throw new TemplateError(`urlsplit: unknown URL component: ${str(wanted)}`);
  return parts[str(wanted)];
};

export const dataFilters: Readonly<Record<string, Filter>> = {
  to_json: jsonFilter({ indent: undefined, sortKeys: false }),
  to_nice_json: jsonFilter({ indent: 4, sortKeys: true }),
  tojson: (value, args, named, context) => {
    const text = str(jsonFilter({ indent: undefined, sortKeys: true })(value, args, named, context));
    const escapes: Readonly<Record<string, string>> = {
      "<": "\\u003c",
      ">": "\\u003e",
      "&": "\\u0026",
      "'": "\\u0027",
    };
    return text.replace(/[<>&']/g, (char) => escapes[char] ?? char);
  },
  from_json: (value) => fromJson(needText(value)),
  to_yaml: (value, _, named) => toYaml(value, yamlStyle(named, false)),
  to_nice_yaml: (value, [indent], named) =>
    toYaml(value, yamlStyle(indent === undefined ? named : { ...named, indent }, true)),
  from_yaml: (value) => (value === null ? null : (fromYaml(needText(value))[0] ?? null)),
  from_yaml_all: (value) => (value === null ? [] : fromYaml(needText(value))),
  b64encode,
  b64decode,
  hash: hasher(),
  checksum: hasher("sha1"),
  sha1: hasher("sha1"),
  md5: hasher("md5"),
  to_uuid: toUuid,
  urlsplit,
  urldecode: (value) => decodeURIComponent(needText(value).replaceAll("+", " ")),
};
